"""What a guest's link is, and what may be wished of it."""
