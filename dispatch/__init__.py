"""Incidents, brigades, assignments, recommendations, stations and hospitals."""
