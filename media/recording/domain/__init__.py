"""The rules of a recording, without clock or wire."""
