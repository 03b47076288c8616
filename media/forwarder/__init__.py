"""Forwards what participants send to each other without decoding it, in processes of its own."""
