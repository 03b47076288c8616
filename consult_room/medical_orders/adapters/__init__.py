"""The data that the part comes with, read from its file."""
