"""Check the options and data before Jupyter is loaded, then start the server."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.paths import DATA_VARIABLE, LOG_VARIABLE, SERVED_VARIABLE
from ilacs_bench.serve.options import ServeOptions
from ilacs_bench.serve.own_folder import own_folder
from ilacs_bench.serve.static_bundle import write_vega_bundle
from ilacs_bench.tables.snapshots import is_bundled

FIRST_PORT = 8866
PORTS_TRIED = 50
_JUPYTER_FOLDER = Path(__file__).resolve().parent / "jupyter"


def print_at_once(words: str) -> None:
    """Print and flush, so that a log file shows it while the server runs."""
    print(words, flush=True)  # noqa: T201


def _named_data() -> Path | None:
    named = os.environ.get(DATA_VARIABLE)
    return Path(named) if named else None


def serve(
    options: ServeOptions,
    *,
    data: Path | None = None,
    pages: Path | None = None,
    say: Callable[[str], object] = print_at_once,
) -> None:
    """Serve the dashboards until interrupted; `say` is called with the address once it listens.

    Raises IlacsBenchError if the given port is in use. `data` is as for `read_tables`; without it
    the pages show the newest snapshot, and switch to a newer one when it appears. `pages` is a
    folder of the user's notebooks, shown beside those of the library. No writable home is needed.
    """
    if pages and not pages.is_dir():
        raise IlacsBenchError(
            f"{pages}: no such folder. Write a page: ilacs-bench new-page our_waits"
        )
    if data := data or _named_data():
        from ilacs_bench.tables.store import check_folder  # imports pandas

        check_folder(data)  # an error now, instead of one on every page
        os.environ[DATA_VARIABLE] = str(data if is_bundled(data) else data.resolve())
    os.environ[SERVED_VARIABLE] = "yes"
    os.environ[LOG_VARIABLE] = options.log
    os.environ["JUPYTER_PATH"] = os.pathsep.join(
        filter(None, [str(_JUPYTER_FOLDER), os.environ.get("JUPYTER_PATH")])
    )
    port = free_port(options.host, options.port)
    with own_folder() as folder:
        from ilacs_bench.serve.server import run  # imports Jupyter, which needs a home at once

        bundle = write_vega_bundle(folder)
        own = pages and pages.resolve()
        run(bundle, own, options, port=port, say=say)


def free_port(host: str, port: int | None) -> int:
    """Return the given port, or the first free one. Raises IlacsBenchError if there is none."""
    candidates = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if port is None else [port]
    for candidate in candidates:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise IlacsBenchError(
        f"Port {candidates[0]} on {host} is taken or not allowed. "
        "Choose another with --port, or leave --port out to take the next free one."
    )
