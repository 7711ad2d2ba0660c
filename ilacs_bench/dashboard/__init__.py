"""Pages that answer: controls, views and downloads of a notebook, by the address alone."""
