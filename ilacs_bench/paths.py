"""Where things lie: what is bundled, in a checkout or in an installed wheel; what is fetched."""

from pathlib import Path

from platformdirs import user_data_path

_PACKAGE = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """Path of something bundled: ``bundled("data", "lookups", "authorities.csv")``.

    The wheel carries `data/` and `dashboards/` inside the package; a checkout has them beside it.
    """
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else _PACKAGE.parent.joinpath(*parts)


def fetched() -> Path:
    """The user's folder for what `ilacs-bench fetch` brings: `reports/`, and `tables/` of them."""
    return user_data_path("ilacs_bench", appauthor=False)


def own_lists_file() -> Path:
    """The user's file of saved comparator lists."""
    return user_data_path("ilacs_bench", appauthor=False) / "own_lists.csv"
