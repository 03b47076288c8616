"""The rules of accounts, sign-ins, duty and rights."""
