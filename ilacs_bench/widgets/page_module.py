"""The script of a page as one module: in JupyterLab a widget brings no file beside it."""

import re
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent
MODULES = ("live_charts.js", "live_page.js")
"""The scripts of a page, each after those that it imports from; all of them lie here."""
_IMPORT = re.compile(r'^import .* from "\./.*;\n', re.MULTILINE)


def page_module() -> str:
    """All of them in a row: what one imports from another stands before it already."""
    texts = ((_FOLDER / name).read_text(encoding="utf-8") for name in MODULES)
    return "\n".join(_IMPORT.sub("", text) for text in texts)
