"""Where forms come from."""
