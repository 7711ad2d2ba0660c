"""The Vega bundle as a file, so that browsers fetch it once and keep it."""

import tempfile
from pathlib import Path

from platformdirs import user_cache_path

from ilacs_bench.whole import write_file
from ilacs_bench.widgets.vega_bundle import BUNDLE_NAME, vega_bundle


def write_vega_bundle() -> Path:
    """Path of the bundle, made at the first start and kept from then on.

    It lies in the user's cache folder, or in a temporary one where that can't be written.
    """
    kept = user_cache_path("ilacs_bench") / BUNDLE_NAME
    if kept.is_file():
        return kept
    try:
        return _write(kept)
    except OSError:
        return _write(Path(tempfile.mkdtemp(prefix="ilacs_bench_")) / BUNDLE_NAME)


def _write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_file(path, vega_bundle().encode())
