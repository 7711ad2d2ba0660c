"""One vocabulary of columns: HTML, workbooks, CSV, papers and dictionaries are written from it."""
