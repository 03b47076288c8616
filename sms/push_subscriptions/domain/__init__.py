"""The rules of push subscriptions; no I/O, no clock."""
