"""Values for the template of a page: its styles, and the addresses of its scripts."""

import hashlib
from pathlib import Path

from ilacs_bench import __version__
from ilacs_bench.dashboard.scripts import MODULES
from ilacs_bench.dashboard.styles import page_styles

SCRIPTS = Path(__file__).resolve().parents[1] / "dashboard" / "scripts"
LIVE_SCRIPTS = ("live_http.js", *MODULES)
"""The scripts of served pages; they import each other."""


def page_resources(bundle: Path) -> dict[str, object]:
    """Return the template's values: styles, and addresses of scripts."""
    return {
        "version": __version__,
        "vega_bundle": f"static/{bundle.name}?v=1",
        "live_scripts": f"static/{live_version()}",
        "page_css": page_styles(),
    }


def live_version() -> str:
    """Return a hash of the scripts; browsers cache them for ever under an address with it."""
    texts = b"".join((SCRIPTS / name).read_bytes() for name in LIVE_SCRIPTS)
    return hashlib.sha256(texts).hexdigest()[:12]
