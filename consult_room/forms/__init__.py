"""What is asked about each problem, why, by which scales, and what is still missing."""
