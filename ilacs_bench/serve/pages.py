"""The dashboards there are, in the order of the navigation: notebooks with a place in it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ilacs_bench.paths import bundled
from ilacs_bench.widgets.page_module import MODULES
from ilacs_bench.widgets.styles import page_styles

WIDGETS = Path(__file__).resolve().parents[1] / "widgets"
LIVE_SCRIPTS = ("live_client.js", *MODULES)
"""The scripts that give a page life; they lie with the widgets, and import each other."""


@dataclass(frozen=True)
class Page:
    """One dashboard: its notebook's name, its title, and the short one of the navigation."""

    name: str
    title: str
    link: str
    place: int


def find_pages() -> list[Page]:
    """The bundled notebooks that have a place in the navigation, in its order."""
    found = []
    for path in sorted(bundled("dashboards").glob("*.ipynb")):
        metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
        if "ilacs_bench" in metadata:
            own = metadata["ilacs_bench"]
            found.append(Page(path.stem, metadata["title"], own["link"], own["place"]))
    return sorted(found, key=lambda page: page.place)


def page_resources(bundle: Path) -> dict[str, object]:
    """What the template needs to know: pages, styles, and where scripts are."""
    return {
        "vega_bundle": f"/static/{bundle.name}?v=1",
        "live_scripts": f"/static/{live_version()}",
        "page_css": page_styles(),
        "pages": [asdict(page) for page in find_pages()],
    }


def live_version() -> str:
    """Changes with the scripts: browsers keep what they fetched under it for ever."""
    texts = b"".join((WIDGETS / name).read_bytes() for name in LIVE_SCRIPTS)
    return hashlib.sha256(texts).hexdigest()[:12]
