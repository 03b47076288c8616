"""The rules of a clip, without clock or wire."""
