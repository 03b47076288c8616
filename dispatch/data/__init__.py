"""The service's own lists: reasons of 103 and the profiles of brigades. A service may give its own files instead."""
