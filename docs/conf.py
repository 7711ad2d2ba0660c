"""How Sphinx makes the documentation: `make docs`."""

from ilacs_bench import __version__

project = "ilacs_bench"
author = "The maintainers of ilacs_bench"
version = release = __version__
extensions = ["myst_parser"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
exclude_patterns = ["_build", "gallery"]
html_theme = "furo"
html_title = f"ilacs_bench {release}"
html_show_copyright = False
html_copy_source = False
