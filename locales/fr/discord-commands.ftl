# Les commandes de Bonsens sur Discord.
