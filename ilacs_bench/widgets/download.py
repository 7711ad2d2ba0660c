"""A button that makes a file when it is pressed and hands it to the browser."""

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets


class DownloadButton(anywidget.AnyWidget):
    """Button whose file is made at the press, from what the page shows then; nothing on disk."""

    _esm = Path(__file__).with_name("download.js")
    label = traitlets.Unicode().tag(sync=True)

    def __init__(self, label: str, make_file: Callable[[], tuple[str, bytes]]) -> None:
        """`make_file` gives the file's name and its bytes."""
        super().__init__(label=label)
        self._make_file = make_file
        self.on_msg(self._send_file)

    def _send_file(self, _widget: object, content: object, _buffers: list) -> None:
        if content != "press":
            return
        try:
            name, data = self._make_file()
        except Exception:
            self.send({"failed": True})
            raise
        self.send({"name": name}, [data])
