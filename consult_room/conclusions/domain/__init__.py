"""The rules of a conclusion."""
