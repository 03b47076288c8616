"""What a patient's link is, what may be done with it, and what is counted of patients' own consults."""
