"""The caller's camera: a link to whoever called, and what comes back through it."""
