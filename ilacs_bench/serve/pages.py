"""The dashboards there are, in the order of the navigation: notebooks with a place in it."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ilacs_bench.paths import bundled
from ilacs_bench.widgets.page_module import MODULES
from ilacs_bench.widgets.styles import page_styles

WIDGETS = Path(__file__).resolve().parents[1] / "widgets"
LIVE_SCRIPTS = ("live_http.js", *MODULES)
"""The scripts that give a page life; they lie with the widgets, and import each other."""
_LAST = 1000


@dataclass(frozen=True)
class MenuEntry:
    """A page in the menu: its notebook's name, its title, and the short one of the navigation."""

    name: str
    title: str
    link: str
    place: int


def find_notebooks() -> dict[str, Path]:
    """The notebooks that are pages by their names, in the order of the navigation."""
    folder = bundled("dashboards")
    return {entry.name: folder / f"{entry.name}.ipynb" for entry in find_pages()}


def find_pages() -> list[MenuEntry]:
    """The bundled notebooks that have a place in the navigation, in its order."""
    entries = (
        _entry(path, path.stat().st_mtime_ns) for path in bundled("dashboards").glob("*.ipynb")
    )
    return sorted(filter(None, entries), key=lambda entry: (entry.place, entry.name))


@lru_cache(maxsize=200)
def _entry(path: Path, _changed: int) -> MenuEntry | None:
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
        own = metadata.get("ilacs_bench")
        return own and MenuEntry(path.stem, metadata["title"], own["link"], own["place"])
    except (ValueError, KeyError):  # half written, or no notebook: its page will say so
        return MenuEntry(path.stem, path.stem, path.stem, _LAST)


def page_resources(bundle: Path) -> dict[str, object]:
    """What the template needs to know: styles, and where scripts are."""
    return {
        "vega_bundle": f"static/{bundle.name}?v=1",
        "live_scripts": f"static/{live_version()}",
        "page_css": page_styles(),
    }


def live_version() -> str:
    """Changes with the scripts: browsers keep what they fetched under it for ever."""
    texts = b"".join((WIDGETS / name).read_bytes() for name in LIVE_SCRIPTS)
    return hashlib.sha256(texts).hexdigest()[:12]
