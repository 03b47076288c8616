"""Outside services of geography, one file each."""
