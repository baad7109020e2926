# The commands of Bonsens on Discord.
