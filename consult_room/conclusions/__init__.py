"""The conclusion that counts: drafted, signed, printed, verified, amended, acknowledged."""
