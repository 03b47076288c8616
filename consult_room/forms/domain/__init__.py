"""Rules of forms and scales; nothing here reads a file or a clock."""
