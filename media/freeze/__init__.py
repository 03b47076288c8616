"""Freeze for diagnosis: stills from a far camera, and what is drawn upon them."""
