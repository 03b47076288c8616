"""Code lists of diagnoses: short ones of the house, and those that a service imports."""
