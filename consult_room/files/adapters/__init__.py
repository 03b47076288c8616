"""The libraries that read pictures and PDF documents, each in a process of its own."""
