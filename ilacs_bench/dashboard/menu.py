"""The pages in the order of the menu: bundled notebooks, then the user's own."""

import json
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ilacs_bench.paths import bundled, slug

_OWN, _LAST = 500, 1000
"""Menu positions of the user's pages, and of unreadable ones."""
_NAME = re.compile(r"[\w-]+")
_HEADING = re.compile(r"^#+\s+(.+)$", re.MULTILINE)
_MARKS = re.compile(r"[*_`]|\s#+$")


@dataclass(frozen=True)
class MenuEntry:
    """A page in the menu: its notebook, its title, and its short title for the navigation."""

    path: Path
    title: str
    link: str
    place: int

    @property
    def name(self) -> str:
        """The page's name in its address."""
        return self.path.stem


def find_notebooks(own: Path | None = None) -> dict[str, Path]:
    """Return the notebooks that are pages by name, in the order of the navigation."""
    return {entry.name: entry.path for entry in find_pages(own)}


def find_pages(own: Path | None = None) -> list[MenuEntry]:
    """Return bundled notebooks with a place in the navigation, then those of the folder `own`.

    A notebook of the user replaces a bundled one of the same name. A notebook whose name can't be
    part of an address is skipped with a warning in the log.
    """
    paths = {path.stem: path for path in bundled("dashboards").glob("*.ipynb")}
    paths |= {path.stem: path for path in (own.glob("*.ipynb") if own else ()) if _is_named(path)}
    entries = [_entry(path, path.stat().st_mtime_ns, path.parent == own) for path in paths.values()]
    return sorted(filter(None, entries), key=lambda entry: (entry.place, entry.name))


@lru_cache(maxsize=200)
def _entry(path: Path, _changed: int, is_own: bool) -> MenuEntry | None:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        metadata = notebook["metadata"]
        if "ilacs_bench" in metadata:
            of = metadata["ilacs_bench"]
            return MenuEntry(path, metadata["title"], of["link"], of["place"])
        heading = _first_heading(notebook["cells"]) or path.stem.replace("_", " ").capitalize()
        return MenuEntry(path, heading, heading, _OWN) if is_own else None
    except (ValueError, KeyError, TypeError):  # not a notebook: its page will say so
        return MenuEntry(path, path.stem, path.stem, _LAST)


def _first_heading(cells: Iterable[Mapping[str, Any]]) -> str:
    """Return the first heading in a notebook's Markdown cells; '' if there is none."""
    for cell in cells:
        heading = _HEADING.search("".join(cell["source"]))
        if cell["cell_type"] == "markdown" and heading:
            return _MARKS.sub("", heading[1]).strip()
    return ""


@lru_cache(maxsize=200)
def _is_named(path: Path) -> bool:
    if _NAME.fullmatch(path.stem):
        return True
    logging.getLogger(__name__).warning("%s", _not_named(path))
    return False


def _not_named(path: Path) -> str:
    instead = slug(path.stem, "_") or "our_page"
    words = f"{path.name} is no page: its name would stand in the address."
    return f"{words} Rename it to {instead}.ipynb."


def why_no_page(name: str, own: Path | None = None) -> str:
    """Return a sentence on why there is no page of this name."""
    notebooks = [path for path in own.glob("*.ipynb") if path.stem == name] if own else []
    return _not_named(notebooks[0]) if notebooks else "There is no such page here."
