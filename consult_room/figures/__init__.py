"""How good consults are: ratings, the completeness of their records, and the figures of a period."""
