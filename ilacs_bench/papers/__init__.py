"""Check a council's own paper: find its claims, and compare them with the data."""
