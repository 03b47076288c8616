"""The rules of stills."""
