"""Who works here: accounts, roles and rights, sign-in, and the duty list."""
