"""``--tls-local``: an authority of the service's own, for tablets on a network without a name on the internet."""
