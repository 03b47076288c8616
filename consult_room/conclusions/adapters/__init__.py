"""Outside libraries: signatures and prints."""
