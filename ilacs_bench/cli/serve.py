"""`ilacs-bench serve`: serve the dashboards to a browser."""

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
        "sent to the internet. Stop it with Ctrl-C. To serve it to others see docs/deploy.md.",
    )
    parser.add_argument(
        "--port", type=port, help="port to listen at (default: the first free one from 8866)"
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="address to listen at (default: this computer only; 0.0.0.0 for all that reach "
        "it, with --token-file, or with --user-header and --proxy)",
    )
    parser.add_argument(
        "--base-url",
        default="/",
        metavar="PATH",
        help="path below which everything stands, such as /inspections/, behind a proxy",
    )
    parser.add_argument(
        "--trusted-host",
        action="append",
        default=[],
        metavar="NAME",
        help="name by which browsers ask for it, such as data.council.gov.uk; may be repeated",
    )
    parser.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="processes that answer (default: as many as there are processors, two at least)",
    )
    parser.add_argument(
        "--token-file",
        type=Path,
        metavar="FILE",
        help="ask everybody for the secret in this file, of 20 characters at least",
    )
    parser.add_argument(
        "--user-header",
        default="",
        metavar="NAME",
        help="let in those for whom the proxy sets this header to a user's name",
    )
    parser.add_argument(
        "--proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="address or network of the proxy that sets --user-header; may be repeated",
    )
    parser.add_argument(
        "--log", action="store_const", const="text", default="", help="print a line a request"
    )
    parser.add_argument(
        "--log-json",
        action="store_const",
        const="json",
        dest="log",
        help="print a line a request, and whatever goes wrong, as JSON",
    )
    parser.add_argument(
        "--metrics", action="store_true", help="counts and times for Prometheus, at metrics"
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
    """Parse a port number of the command line.

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
    from ilacs_bench.serve.options import ServeOptions, read_token
    from ilacs_bench.serve.start import serve
    from ilacs_bench.tables.snapshots import folder_of_tables

    data = arguments.data
    if arguments.snapshot is not None:
        data = folder_of_tables(data, arguments.snapshot)
    options = ServeOptions(
        host=arguments.host,
        port=arguments.port,
        open_browser=not arguments.no_browser,
        base_url=arguments.base_url,
        trusted_hosts=arguments.trusted_host,
        workers=arguments.workers,
        token=read_token(arguments.token_file),
        user_header=arguments.user_header,
        proxies=arguments.proxy,
        log=arguments.log,
        metrics=arguments.metrics,
    )
    serve(options, data=data, pages=arguments.pages)
    return 0
