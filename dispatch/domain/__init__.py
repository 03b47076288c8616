"""The rules of dispatch: no I/O and no clock; what they need to know they are told."""
