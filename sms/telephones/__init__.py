"""Telephones: what they send back, and which of them take no more messages."""
