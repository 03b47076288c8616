"""Guests of a conversation: one-time links for an interpreter, a relative or an expert, who are let in one by one."""
