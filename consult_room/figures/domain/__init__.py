"""The rules of ratings and figures: pure."""
