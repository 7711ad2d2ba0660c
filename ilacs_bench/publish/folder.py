"""The folder of a site: it takes its place at once, and the place of nothing but an older site."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ilacs_bench import atomic

SITE = atomic.FolderKind("a site", "ilacs-bench publish", "ilacs-bench-site.json")
MARKER = SITE.marker
"""The file that says a folder is a site of ours, and what it was made of."""


def write_site(
    files: Iterable[tuple[str, bytes]], folder: Path, *, as_at: date, made_on: date
) -> list[tuple[str, int]]:
    """Write the files as the site at `folder`; path and size of each is given back.

    Whoever reads the folder meanwhile sees the old site or the new one. Raises FolderNotOurs where
    what stands there is not a site of ours, or has files in it that are not of the site: they would
    be lost.
    """
    about = {"as_at": as_at.isoformat(), "made_on": made_on.isoformat()}
    return atomic.write_folder(SITE, files, folder, about)


def check_replaceable(folder: Path) -> None:
    """Raise FolderNotOurs where a site can't take the place of what is there."""
    atomic.check_replaceable(SITE, folder)
