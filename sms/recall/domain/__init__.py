"""The rules of recalls; no I/O, no clock."""
