"""How a message gets in, is kept, and gets out. This package knows no medicine."""
