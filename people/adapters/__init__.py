"""Outside formats that people reads and writes."""
