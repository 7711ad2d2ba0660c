"""A question with several answers: a legend and its checkboxes."""

from pathlib import Path

import anywidget
import traitlets


class CheckboxGroup(anywidget.AnyWidget):
    """Checkboxes under one legend; `value` holds the ticked codes, in the order of `options`.

    `options` are pairs of code and label. With `find`, the label of a search field, the list
    scrolls and is narrowed by what is typed.
    """

    _esm = Path(__file__).with_name("checkbox_group.js")
    legend = traitlets.Unicode().tag(sync=True)
    options = traitlets.List().tag(sync=True)
    value = traitlets.List().tag(sync=True)
    find = traitlets.Unicode("").tag(sync=True)
