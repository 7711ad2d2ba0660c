"""Definitions of columns, from which HTML, workbooks, CSV, papers and dictionaries are written."""
