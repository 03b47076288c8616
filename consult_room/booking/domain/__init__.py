"""The rules of hours and slots; no I/O, no clock."""
