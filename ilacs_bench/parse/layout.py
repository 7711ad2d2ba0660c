"""How a page tells headings and blocks apart: measures that all its readers share."""

NEW_BLOCK = 1.6
"""Line spacing, in sizes of the letters, above which a new block begins."""
LARGER = 1.08
"""Factor by which a heading is larger than the text about it."""
