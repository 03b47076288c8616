"""Rules of the tablet. Pure: no I/O, no clock."""
