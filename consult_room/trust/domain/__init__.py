"""The rules of consent, of reading and of keeping: pure."""
