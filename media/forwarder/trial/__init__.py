"""Measured against itself and against aiortc's own relay: a forwarder in a process of its own, and its load in another.

``bench`` starts these as programs: it may import neither the forwarder nor aiortc.
"""
