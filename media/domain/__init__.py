"""The rules of a conversation, without clock or wire."""
