"""What people are told of planned consults, by SMS and e-mail."""
