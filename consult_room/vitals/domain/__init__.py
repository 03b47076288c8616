"""Rules alone: no clock, no store."""
