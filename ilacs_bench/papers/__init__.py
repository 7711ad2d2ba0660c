"""A council's own paper: its claims found by their words, and checked against the data."""
