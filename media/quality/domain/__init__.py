"""The rules of kept quality: the course of a conversation, and how seconds become chunks."""
