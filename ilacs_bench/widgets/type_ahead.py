"""A field that finds one name among many while it is typed."""

from pathlib import Path

import anywidget
import traitlets


class TypeAhead(anywidget.AnyWidget):
    """Text field with suggestions; `value` follows when the field is left or Enter is pressed.

    `options` are pairs of name and hint, and both are searched. Other text is let through: whoever
    listens knows more names than are suggested.
    """

    _esm = Path(__file__).with_name("type_ahead.js")
    label = traitlets.Unicode().tag(sync=True)
    options = traitlets.List().tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
