"""The tablet in the vehicle: pairing, shift, positions, the crew's own alarm."""
