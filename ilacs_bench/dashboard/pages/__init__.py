"""The pages of the library: a module or a package for each notebook in `dashboards/`, by its name.

Each has the controls, the status line, the views and the files of that page.
"""
