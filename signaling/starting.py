"""What keeps a process of the service from starting, be it a server or a forwarder."""


class CannotStart(Exception):
    """One sentence for whoever starts it: why it does not start."""
