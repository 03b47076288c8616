"""The patient in a consult: by a link, without an account, and in a consult of their own."""
