"""Incidents, brigades and hospitals: what happened, whom to send, who is coming."""
