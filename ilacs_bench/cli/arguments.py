"""Arguments that several commands share, with their words."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ilacs_bench.tables.store import Tables

from ilacs_bench.days import check_not_future
from ilacs_bench.errors import UnknownName

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What a command adds itself to."""


def day(text: str) -> date:
    """A date as written on the command line; none that is still to come.

    >>> day("2025-03-31")
    datetime.date(2025, 3, 31)
    """
    try:
        return check_not_future(date.fromisoformat(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a date. Write it like 2025-03-31"
        ) from error
    except UnknownName as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def add_data(parser: argparse.ArgumentParser) -> None:
    """Add `--data` and `--snapshot`: the tables to work on."""
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        help="data folder of 'ilacs-bench update', or folder written by 'ilacs-bench build', or "
        "'bundled' for the facts as they came (default: the newest snapshot of your own)",
    )
    parser.add_argument(
        "--snapshot",
        metavar="N",
        type=int,
        help="an earlier snapshot of the tables, see 'ilacs-bench snapshots'",
    )


def add_data_folder(parser: argparse.ArgumentParser) -> None:
    """Add `--data` for commands about the snapshots of a data folder."""
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help="data folder (default: the user's own)"
    )


def tables_of(arguments: argparse.Namespace) -> "Tables":
    """The tables that `--data` and `--snapshot` name."""
    from ilacs_bench.tables.store import read_tables  # pandas: `--help` does without it

    return read_tables(arguments.data, snapshot=arguments.snapshot)


def add_published_by(parser: argparse.ArgumentParser) -> None:
    """Add `--published-by`: the publication cut-off."""
    parser.add_argument(
        "--published-by",
        metavar="DATE",
        type=day,
        help="count only reports published by this day (default: the as-at date)",
    )
