"""Where the bundled facts, lookups and dashboards lie, in a checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """Path of something bundled: ``bundled("data", "lookups", "authorities.csv")``.

    The wheel carries `data/` and `dashboards/` inside the package; a checkout has them beside it.
    """
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else _PACKAGE.parent.joinpath(*parts)
