"""Notices: other systems let us tell patients that a result is ready, or when an appointment is."""
