"""An outside signer that is none: a certificate authority of the tests, and a program that signs with its keys."""
