"""The words of the wire and of the journal: frozen structs, one file a slice, no I/O and no clock."""
