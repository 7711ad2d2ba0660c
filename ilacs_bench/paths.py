"""Paths of bundled files, in a checkout or an installed wheel, and of the user's files."""

import os
import re
from difflib import get_close_matches
from pathlib import Path

from platformdirs import user_data_path

_PACKAGE = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """Return the path of a bundled file: ``bundled("data", "lookups", "authorities.csv")``.

    The wheel has `data/` and `dashboards/` inside the package; a checkout has them beside it.
    """
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else _PACKAGE.parent.joinpath(*parts)


LOOKUPS_VARIABLE = "ILACS_BENCH_LOOKUPS"
"""Environment variable for a folder whose lookups replace bundled ones of the same name."""


def lookup_folders() -> list[Path]:
    """Return the folders of lookups: that of LOOKUPS_VARIABLE, if set, and the bundled one.

    Raises FileNotFoundError if that folder does not exist, or has a CSV file that is not a lookup.
    """
    ours = bundled("data", "lookups")
    if not (named := os.environ.get(LOOKUPS_VARIABLE)):
        return [ours]
    folder = Path(named)
    if not folder.is_dir():
        raise FileNotFoundError(f"{LOOKUPS_VARIABLE} names {named}, which is no folder.")
    for file in sorted(folder.glob("*.csv")):
        if not (ours / file.name).exists():
            nearest = get_close_matches(file.name, [each.name for each in ours.glob("*.csv")], n=1)
            hint = f" Did you mean {nearest[0]}?" if nearest else ""
            raise FileNotFoundError(f"{file}: there is no lookup of this name.{hint}")
    return [folder, ours]


def lookup_file(name: str) -> Path:
    """Return the path of the lookup `<name>.csv`, from the first folder that has it."""
    places = [folder / f"{name}.csv" for folder in lookup_folders()]
    return next((place for place in places if place.exists()), places[-1])


DATA_VARIABLE = "ILACS_BENCH_DATA"
"""Environment variable with the value of `--data`; empty for the user's newest tables."""
HOME_VARIABLE = "ILACS_BENCH_HOME"
"""Environment variable for another folder of the user's data."""


def make_folders_absolute() -> None:
    """Make the folders in environment variables absolute, as notebooks run in their own folder."""
    for variable in (LOOKUPS_VARIABLE, HOME_VARIABLE):
        if named := os.environ.get(variable):
            os.environ[variable] = str(Path(named).absolute())


NO_HOME = Path(os.devnull, "ilacs_bench")
"""The folder of the user's data without a home: it does not exist and can't be written."""

SERVED_VARIABLE = "ILACS_BENCH_SERVED"
"""Environment variable that is set in processes that serve pages for `ilacs-bench serve`."""


LOG_VARIABLE = "ILACS_BENCH_LOG"
"""Environment variable with the log format of a server for others: "text" or "json"."""


def for_log(chosen: object) -> object:
    """Return what was chosen if it may be logged: not where other people use the pages."""
    return "(not logged)" if os.environ.get(LOG_VARIABLE) else chosen


def is_served() -> bool:
    """Return whether this process serves pages for `ilacs-bench serve`."""
    return SERVED_VARIABLE in os.environ


def user_folder() -> Path:
    """Return the folder of the user's data: snapshots, downloaded reports, saved lists.

    It is NO_HOME for an account without a home, as in containers, so that no folder `~` is made in
    the working directory.
    """
    if named := os.environ.get(HOME_VARIABLE):
        return Path(named)
    try:
        place = user_data_path("ilacs_bench", appauthor=False)
    except RuntimeError:  # raised by some versions
        return NO_HOME
    return place if place.is_absolute() else NO_HOME


def own_lists_file() -> Path:
    """Return the path of the user's file of saved comparator lists."""
    return user_folder() / "own_lists.csv"


def slug(name: str, between: str = "-") -> str:
    """Return a name as in addresses; with `between` '_' as in file names.

    >>> slug("Bournemouth, Christchurch and Poole")
    'bournemouth-christchurch-and-poole'
    """
    return re.sub(r"[^a-z0-9]+", between, name.casefold()).strip(between)
