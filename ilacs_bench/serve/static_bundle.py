"""The Vega bundle as a file, so that browsers fetch it once and keep it."""

from pathlib import Path

from platformdirs import user_cache_path

from ilacs_bench.atomic import write_file
from ilacs_bench.dashboard.scripts import BUNDLE_NAME, vega_bundle


def write_vega_bundle(otherwise: Path) -> Path:
    """Path of the bundle, made at the first start and kept from then on.

    It lies in the user's cache folder, or in the folder `otherwise` where that can't be written.
    """
    kept = user_cache_path("ilacs_bench") / BUNDLE_NAME
    try:
        if kept.is_absolute():  # it is not where nobody knows of a home
            return kept if kept.is_file() else _write(kept)
    except OSError:
        pass
    return _write(otherwise / BUNDLE_NAME)


def _write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_file(path, vega_bundle().encode())
