"""A line that says what the page shows, or what is wrong; screen readers speak each change."""

from pathlib import Path

import anywidget
import traitlets


class Announcement(anywidget.AnyWidget):
    """One sentence, spoken politely when it changes; an error is shown as such."""

    _esm = Path(__file__).with_name("announcement.js")
    text = traitlets.Unicode().tag(sync=True)
    is_error = traitlets.Bool(False).tag(sync=True)

    def say(self, text: str, *, is_error: bool = False) -> None:
        """Show and speak `text`."""
        self.is_error = is_error
        self.text = text
