"""Arguments that several commands share, with their help texts."""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from ilacs_bench.tables.store import Tables

from ilacs_bench.catalogue import Offer
from ilacs_bench.days import check_not_future
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import AREAS, THEMES

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""The subparsers that a command adds itself to."""


def day(text: str) -> date:
    """Parse a date of the command line; it must not be in the future.

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


OPTIONS: dict[str, dict[str, Any]] = {
    "to": {"metavar": "GROUP", "help": "whom to compare with (default: neighbours)"},
    "as_at": {"metavar": "DATE", "type": day, "help": "default: the tables' last day"},
    "published_by": {
        "metavar": "DATE",
        "type": day,
        "help": "count only reports published by this day (default: the as-at date)",
    },
    "since": {"metavar": "DATE", "type": day, "help": "for 'published-since'"},
    "areas": {"metavar": "AREA", "choices": AREAS, "nargs": "+", "help": "judgements"},
    "area": {"metavar": "AREA", "choices": AREAS, "help": "one judgement"},
    "region": {"metavar": "REGION", "help": "one of Ofsted's regions"},
    "theme": {"metavar": "THEME", "choices": THEMES, "help": "one theme"},
    "side": {"choices": ("strength", "weakness"), "help": "default: strength"},
    "months": {"type": int, "help": "for 'recurring-in-group' (default: 24)"},
    "all_earlier": {
        "action": "store_true",
        "help": "for 'same-theme-again': of all earlier inspections, not only the previous one",
    },
    "by": {"metavar": "GROUPING", "help": "for 'picture': ofsted_region, …"},
    "with_earlier_forms": {
        "action": "store_true",
        "help": "for 'picture': count judgements of earlier frameworks that came before an area "
        "too",
    },
}
"""The arguments that offers of `catalogue` may take, by name."""


def add_options(parser: argparse.ArgumentParser, *names: str) -> None:
    """Add these of OPTIONS to a parser."""
    for name in names:
        parser.add_argument(f"--{name.replace('_', '-')}", **OPTIONS[name])


def add_offers(parser: argparse.ArgumentParser, offers: Mapping[str, Offer]) -> None:
    """Add the council's name, if needed, and each option that any of the offers takes."""
    parser.add_argument(
        "council", metavar="COUNCIL", nargs="?", help="name, GSS code, DfE number or URN"
    )
    add_options(parser, *options_of(offers))


def options_of(offers: Mapping[str, Offer]) -> list[str]:
    """Return the options that any of the offers takes."""
    return [name for name in OPTIONS if any(name in offer.options for offer in offers.values())]


def given_of(arguments: argparse.Namespace, offers: Mapping[str, Offer]) -> dict[str, Any]:
    """Return the options that were given, by name."""
    names = options_of(offers)
    return {name: getattr(arguments, name) for name in names if getattr(arguments, name)}


def add_data(parser: argparse.ArgumentParser) -> None:
    """Add `--data` and `--snapshot`: the tables to use."""
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
    """Add `--data`, for commands about the snapshots of a data folder."""
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help="data folder (default: the user's own)"
    )


def tables_of(arguments: argparse.Namespace) -> "Tables":
    """Return the tables of `--data` and `--snapshot`."""
    from ilacs_bench.tables.store import read_tables  # imports pandas, not needed for --help

    return read_tables(arguments.data, snapshot=arguments.snapshot)
