"""Outside libraries of the figures."""
