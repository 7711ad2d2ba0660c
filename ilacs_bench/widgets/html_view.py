"""A part of a page as HTML made in Python, whose tables can be sorted."""

from pathlib import Path

import anywidget
import traitlets


class HtmlView(anywidget.AnyWidget):
    """Shows `html` as it is: whoever makes it escapes it (see `render_part`).

    A button with `data-sort` in a column's heading sorts the rows by that column, by the
    `data-value` of the cells where they have one, and else by their text.
    """

    _esm = Path(__file__).with_name("html_view.js")
    _css = Path(__file__).with_name("page.css")
    html = traitlets.Unicode().tag(sync=True)
