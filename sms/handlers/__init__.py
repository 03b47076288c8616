"""The commands about alerts, deliveries and messages with a link: gather, decide, record."""
