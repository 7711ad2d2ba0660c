"""The command `ilacs-bench`: one module per command; slow imports only when needed."""

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
from ilacs_bench.paths import make_folders_absolute

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
_INTERRUPTED = 130  # the shells' exit status of a program stopped by Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    The status is 0, one of the command's own (1: `build` read nothing, `reconcile` found an
    unexplained difference), or 2 if it could not do what was asked and said why.
    """
    chosen = command_line().parse_args(arguments)
    make_folders_absolute()
    try:
        return chosen.run(chosen)
    except IlacsBenchError as error:
        print(f"ilacs-bench {chosen.command}: {error}", file=sys.stderr)
        return 2
    except OSError as error:  # a read-only folder, a full disk, a closed pipe
        place = f"{error.filename}: " if error.filename else ""
        print(f"ilacs-bench {chosen.command}: {place}{error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return _INTERRUPTED


def command_line() -> argparse.ArgumentParser:
    """Return the parser of all commands; parsed arguments have `command` and `run`."""
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
