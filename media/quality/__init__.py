"""How good conversations are: a score a second for each side, kept, counted and shown to administrators."""
