"""The Vega bundle as a static file, so that browsers cache it."""

from pathlib import Path

from platformdirs import user_cache_path

from ilacs_bench.atomic import write_file
from ilacs_bench.dashboard.scripts import BUNDLE_NAME, vega_bundle


def write_vega_bundle(otherwise: Path) -> Path:
    """Return the path of the bundle, which is made at the first start and kept.

    It is in the user's cache folder, or in the folder `otherwise` if that is not writable.
    """
    kept = user_cache_path("ilacs_bench") / BUNDLE_NAME
    try:
        if kept.is_absolute():  # there is no home
            return kept if kept.is_file() else _write(kept)
    except OSError:
        pass
    return _write(otherwise / BUNDLE_NAME)


def _write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_file(path, vega_bundle().encode())
