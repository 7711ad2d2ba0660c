"""`ilacs-bench serve`: the dashboard in the browser."""

import argparse
from pathlib import Path

from ilacs_bench.cli.arguments import Commands, add_data

_LAST_PORT = 65535


def add_to(commands: Commands) -> None:
    """Add the command `serve`."""
    parser = commands.add_parser(
        "serve",
        help="open the dashboard in the browser",
        description="Serve the dashboard on this computer and open it in the browser. Nothing is "
        "sent to the internet. Stop it with Ctrl-C.",
    )
    parser.add_argument(
        "--port", type=port, help="port to listen at (default: the first free one from 8866)"
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="only print the address, open no browser"
    )
    parser.add_argument(
        "--pages",
        metavar="DIR",
        type=Path,
        help="folder of notebooks of your own, served beside those of the library; 'ilacs-bench "
        "new-page' writes one",
    )
    add_data(parser)
    parser.set_defaults(run=run)


def port(text: str) -> int:
    """A port as written on the command line.

    >>> port("8866")
    8866
    """
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no port; choose a number from 1 to {_LAST_PORT}, or leave --port out to "
            "take the next free one"
        )
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from ilacs_bench.serve.start import serve
    from ilacs_bench.tables.snapshots import folder_of_tables

    data = arguments.data
    if arguments.snapshot is not None:
        data = folder_of_tables(data, arguments.snapshot)
    serve(
        port=arguments.port,
        open_browser=not arguments.no_browser,
        data=data,
        pages=arguments.pages,
    )
    return 0
