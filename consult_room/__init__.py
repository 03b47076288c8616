"""Consults: a physician asks, a specialist answers, and both sign what was decided."""
