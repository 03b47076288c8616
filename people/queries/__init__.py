"""What people answers: whose card it is, who is on duty, and where nobody is."""
