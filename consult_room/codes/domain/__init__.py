"""Rules of code lists; nothing here reads a file or a clock."""
