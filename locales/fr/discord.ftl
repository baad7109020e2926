# Ce que Bonsens dit sur Discord, et nulle part ailleurs.
