"""The scripts of a page as one text: a widget, or a page on a disk, loads no module."""

import re
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "scripts"
_SHARED = (
    "live_marks.js",
    "live_charts.js",
    "live_parts.js",
    "live_tables.js",
    "live_copy.js",
)
MODULES = (*_SHARED, "live_page.js")
"""The scripts of a page, each after those that it imports from; all of them lie here."""
PART_MODULES = (*_SHARED, "notebook_part.js")
"""The scripts of one part of a page, where each is a widget of its own."""
_IMPORT = re.compile(r'^import .* from "\./.*;\n', re.MULTILINE)


def joined_modules(modules: tuple[str, ...]) -> str:
    """All of them in a row: what one imports from another stands before it already."""
    texts = ((_FOLDER / name).read_text(encoding="utf-8") for name in modules)
    return "\n".join(_IMPORT.sub("", text) for text in texts)
