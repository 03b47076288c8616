"""A conversation's record: what participants sent, as it came, in WebM parts that are chained by their digests."""
