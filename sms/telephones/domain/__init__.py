"""The rules of telephones; no I/O, no clock."""
