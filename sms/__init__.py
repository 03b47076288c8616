"""Alerts: who must be reached, by which message, and the proof that somebody took it."""
