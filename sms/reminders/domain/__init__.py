"""The rules of reminders; no I/O, no clock."""
