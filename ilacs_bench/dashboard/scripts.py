"""The JavaScript of a page as one text, and the Vega libraries as one module.

A widget, or a page opened from a disk, can't load modules; nothing is loaded from a network.
"""

import re
from functools import cache
from importlib.metadata import version
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "scripts"
_SHARED = (
    "live_marks.js",
    "live_charts.js",
    "live_parts.js",
    "live_tables.js",
    "live_copy.js",
)
MODULES = (*_SHARED, "live_folds.js", "live_page.js")
"""The scripts of a page, each after those that it imports."""
PART_MODULES = (*_SHARED, "notebook_part.js")
"""The scripts of one part of a page, when each part is a widget."""
_IMPORT = re.compile(r'^import .* from "\./.*;\n', re.MULTILINE)
VEGA_LITE_VERSION = "6.4"
"""The Vega-Lite version of Altair's specs; a test compares them."""
BUNDLE_NAME = f"vega-embed-{VEGA_LITE_VERSION}_vl-convert-{version('vl-convert-python')}.js"
_OUTSIDE = ("https://vega.github.io/editor/", "https://github.com/vega/vega-lite/issues/2415")
"""Addresses in the libraries that our pages never use; other addresses only name formats."""


def joined_modules(modules: tuple[str, ...]) -> str:
    """Return the modules concatenated, each after those that it imports from."""
    texts = ((_FOLDER / name).read_text(encoding="utf-8") for name in modules)
    return "\n".join(_IMPORT.sub("", text) for text in texts)


@cache
def vega_bundle(ending: str = "export { vegaEmbed };") -> str:
    """Return the text of a module (0.9 MB) that exports `vegaEmbed`; takes 2 seconds.

    `ending` replaces its export statement.
    """
    import vl_convert  # an engine of 80 MB, not loaded if the bundle is stored

    bundle = vl_convert.javascript_bundle(ending, vl_version=VEGA_LITE_VERSION)
    for address in _OUTSIDE:
        bundle = bundle.replace(address, "")
    return bundle
