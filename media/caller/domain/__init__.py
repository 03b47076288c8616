"""The rules of a caller's link, without clock or wire."""
