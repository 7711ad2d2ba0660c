"""The command `ilacs-bench`: one module a command, and nothing slow loaded before it is needed."""

import argparse
import sys
from collections.abc import Sequence

from ilacs_bench import __version__
from ilacs_bench.cli import (
    as_at,
    ask,
    brief,
    build,
    chart,
    check_paper,
    code,
    export,
    find,
    lists,
    new_page,
    publish,
    reconcile,
    rollback,
    serve,
    show,
    snapshots,
    update,
)
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.paths import name_folders_from_here

COMMANDS = (
    serve,
    as_at,
    ask,
    find,
    export,
    brief,
    check_paper,
    chart,
    publish,
    lists,
    update,
    snapshots,
    rollback,
    new_page,
    build,
    code,
    show,
    reconcile,
)
_INTERRUPTED = 130  # what shells give a program stopped by Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns 0, what the command says of its own (1: `build` read nothing, `reconcile` found a
    difference that nobody explained), or 2 where it could not do what was asked and said why.
    """
    chosen = command_line().parse_args(arguments)
    name_folders_from_here()
    try:
        return chosen.run(chosen)
    except IlacsBenchError as error:
        print(f"ilacs-bench {chosen.command}: {error}", file=sys.stderr)
        return 2
    except OSError as error:  # a folder that may not be written to, a full disk, a reader gone
        place = f"{error.filename}: " if error.filename else ""
        print(f"ilacs-bench {chosen.command}: {place}{error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return _INTERRUPTED


def command_line() -> argparse.ArgumentParser:
    """The parser of all commands; what it parses carries `command` and `run`."""
    parser = argparse.ArgumentParser(
        prog="ilacs-bench",
        description="What Ofsted says of English local authority children's services, compared.",
        epilog="'ilacs-bench COMMAND --help' says more about one command. Reports and official "
        "statistics are Crown copyright, under the Open Government Licence v3.0.",
    )
    parser.add_argument("--version", action="version", version=f"ilacs-bench {__version__}")
    commands = parser.add_subparsers(title="commands", dest="command", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    return parser
