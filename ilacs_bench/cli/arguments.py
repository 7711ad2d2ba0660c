"""Arguments that several commands share, with their words."""

import argparse
from datetime import date
from pathlib import Path
from typing import TypeAlias

from ilacs_bench.days import not_to_come
from ilacs_bench.errors import UnknownName

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What a command adds itself to."""


def day(text: str) -> date:
    """A date as written on the command line; none that is still to come.

    >>> day("2025-03-31")
    datetime.date(2025, 3, 31)
    """
    try:
        return not_to_come(date.fromisoformat(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date; write it like 2025-03-31"
        ) from error
    except UnknownName as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def add_data(parser: argparse.ArgumentParser) -> None:
    """Add `--data`: the tables to work on."""
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        help="folder of tables written by 'ilacs-bench build' (default: the bundled facts)",
    )


def add_published_by(parser: argparse.ArgumentParser) -> None:
    """Add `--published-by`: the publication cut-off."""
    parser.add_argument(
        "--published-by",
        metavar="DATE",
        type=day,
        help="count only reports published by this day (default: the as-at date)",
    )
