"""Backups of a service while it works, and its restoration on an empty machine."""
