"""Medical orders: told, read back, confirmed, done, seen."""
