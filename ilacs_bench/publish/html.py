"""HTML of the site: its own templates, and a notebook with its outputs."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbconvert.filters import markdown2html_mistune

from ilacs_bench.dashboard.html import make_environment
from ilacs_bench.dashboard.run import Outputs

_KB, _MB = 1e3, 1e6


def size_words(n: int) -> str:
    """Return a number of bytes in words.

    >>> size_words(400), size_words(28_451), size_words(1_249_000)
    ('1 KB', '28 KB', '1.2 MB')
    """
    return f"{n / _MB:.1f} MB" if n >= 999_500 else f"{max(round(n / _KB), 1)} KB"


_ENVIRONMENT = make_environment("ilacs_bench.publish")
_ENVIRONMENT.filters["size_words"] = size_words


def render_site_part(name: str, **values: object) -> Markup:
    """Return HTML of one of the site's templates; values are escaped and must not be missing."""
    return Markup(_ENVIRONMENT.get_template(f"{name}.html.j2").render(**values))  # noqa: S704


def notebook_html(path: Path, outputs: Sequence[Outputs]) -> str:
    """Return the Markdown and outputs of a notebook, with placeholders that a page fills."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join(
        _CELL.format(" jp-MarkdownCell", _prose("".join(cell["source"])))
        if cell["cell_type"] == "markdown"
        else _CELL.format("", "\n".join(map(_shown, of_cell)))
        for cell, of_cell in zip(cells, outputs, strict=True)
    )


_CELL = '<div class="jp-Cell{}">{}</div>'
"""The same classes as on served pages, for the styles."""
_PROSE = '<div class="jp-RenderedHTMLCommon jp-RenderedMarkdown">{}</div>'


def _prose(text: str) -> str:
    return _PROSE.format(markdown2html_mistune(text))  # with anchors, as on a server


def _shown(output: dict[str, Any]) -> str:
    """Return an output of a cell, as far as a static file can show it."""
    data = output.get("data", {})
    if "text/html" in data:
        return str(data["text/html"])
    if "text/markdown" in data:
        return _prose(str(data["text/markdown"]))
    text = output.get("text") or data.get("text/plain", "")
    return str(Markup("<pre>{}</pre>").format(text)) if text else ""
