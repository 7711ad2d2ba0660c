"""What the template of a page needs: its styles, and where its scripts are."""

import hashlib
from pathlib import Path

from ilacs_bench import __version__
from ilacs_bench.dashboard.scripts import MODULES
from ilacs_bench.dashboard.styles import page_styles

SCRIPTS = Path(__file__).resolve().parents[1] / "dashboard" / "scripts"
LIVE_SCRIPTS = ("live_http.js", *MODULES)
"""The scripts that give a page life; they import each other."""


def page_resources(bundle: Path) -> dict[str, object]:
    """What the template needs to know: styles, and where scripts are."""
    return {
        "version": __version__,
        "vega_bundle": f"static/{bundle.name}?v=1",
        "live_scripts": f"static/{live_version()}",
        "page_css": page_styles(),
    }


def live_version() -> str:
    """Changes with the scripts: browsers keep what they fetched under it for ever."""
    texts = b"".join((SCRIPTS / name).read_bytes() for name in LIVE_SCRIPTS)
    return hashlib.sha256(texts).hexdigest()[:12]
