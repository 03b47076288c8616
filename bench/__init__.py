"""Measurements of the whole, over its own socket, each ending in one JSON line."""
