"""Where the brigades are: a visible list of steps, one queue a brigade, batches to the database."""
