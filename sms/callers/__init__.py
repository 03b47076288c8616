"""Messages to people outside: to whoever called, that help is coming; to a relative, where the patient is taken."""
