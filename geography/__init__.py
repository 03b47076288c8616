"""Roads, addresses and the map: how long every drive takes, where a house stands, what the screens draw."""
