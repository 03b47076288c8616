"""Mass recall of staff: everybody of a list is asked who can come and by when, and a board sums the answers."""
