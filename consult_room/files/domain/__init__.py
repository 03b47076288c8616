"""What the files of a consult are, and what each wish about them comes to."""
