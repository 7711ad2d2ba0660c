"""The files that all pages share: styles, scripts, and the Vega libraries.

Browsers can't load modules from a disk, so the scripts are classic ones. Their names contain a hash
of their content, so that a cached one is never used with a page of another version.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ilacs_bench.dashboard.scripts import MODULES, joined_modules, vega_bundle
from ilacs_bench.dashboard.styles import page_styles

_FRAME = ("serve", "jupyter", "voila", "templates", "ilacs_bench", "frame.css")
"""The templates of the dashboards' layout, used by the site too."""
_IMPORT = re.compile(r"^import .*;\n|^export default .*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|class)", re.MULTILINE)


@dataclass(frozen=True)
class Assets:
    """Paths of the shared files in the site, and their content."""

    style: str
    script: str
    vega: str
    texts: dict[str, bytes]


@lru_cache(maxsize=1)
def make_assets() -> Assets:
    """Return all shared files; takes 2 seconds at the first call."""
    texts = {"style.css": _styles(), "page.js": _script(), "vega.js": _vega()}
    named = {name: _named(name, text) for name, text in texts.items()}
    return Assets(
        style=named["style.css"],
        script=named["page.js"],
        vega=named["vega.js"],
        texts={named[name]: text.encode() for name, text in texts.items()},
    )


def classic(*modules: str) -> str:
    """Return consecutive modules as one classic script without global names.

    >>> print(classic("export function twice(n) { return 2 * n; }"))
    (() => {
    "use strict";
    function twice(n) { return 2 * n; }
    })();
    <BLANKLINE>
    """
    text = "\n".join(_EXPORT.sub("", _IMPORT.sub("", module)) for module in modules)
    return f'(() => {{\n"use strict";\n{text}\n}})();\n'


def _named(name: str, text: str) -> str:
    stem, ending = name.split(".")
    return f"assets/{stem}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.{ending}"


def _styles() -> str:
    return "\n".join([_read(*_FRAME), page_styles(), _read("publish", "site.css")])


def _script() -> str:
    return classic(joined_modules(MODULES), _read("publish", "static_page.js"))


def _vega() -> str:
    return classic(vega_bundle("globalThis.ilacsVegaEmbed = vegaEmbed;"))


def _read(*path: str) -> str:
    return files("ilacs_bench").joinpath(*path).read_text(encoding="utf-8")
