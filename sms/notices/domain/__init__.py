"""The rules of notices; no I/O, no clock."""
