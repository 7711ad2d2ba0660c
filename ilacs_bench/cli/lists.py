"""`ilacs-bench lists`: the user's own comparator lists, saved by name on this machine."""

import argparse

from ilacs_bench.cli.arguments import Commands
from ilacs_bench.lookups.authorities import find_authority
from ilacs_bench.lookups.own_lists import read_own_lists, remove_own_list, save_own_list


def add_to(commands: Commands) -> None:
    """Add the command `lists`."""
    parser = commands.add_parser(
        "lists",
        help="save lists of local authorities to compare with",
        description="Save local authorities as a list, to compare with them by its name. Without "
        "an option it shows the lists there are. They stay on this computer.",
    )
    action = parser.add_mutually_exclusive_group()
    action.add_argument(
        "--save",
        metavar=("NAME", "COUNCIL"),
        nargs="+",
        help="save the councils, by name, GSS code, DfE number or URN, as the list NAME",
    )
    action.add_argument("--remove", metavar="NAME", help="take the list NAME away")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Save, remove or print lists."""
    if arguments.save:
        name, *councils = arguments.save
        codes = save_own_list(name, councils)
        print(f"Saved: {_words(name, codes)}")
    elif arguments.remove:
        remove_own_list(arguments.remove)
        print(f"Taken away: {arguments.remove}")
    else:
        lists = read_own_lists()
        for name, saved in lists.items():
            print(_words(name, saved))
        if not lists:
            print("No list is saved. Save one: ilacs-bench lists --save coast Hull Kent")
    return 0


def _words(name: str, codes: tuple[str, ...] | list[str]) -> str:
    return f"{name}: {', '.join(find_authority(code).la_name for code in codes)}"
