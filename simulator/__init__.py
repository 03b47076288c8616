"""A simulated town: callers, crews and doctors who are ordinary clients."""
