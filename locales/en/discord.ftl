# What Bonsens says on Discord, and nowhere else.
