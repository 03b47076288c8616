"""The rules of a consult."""
