"""`ilacs-bench snapshots`: what each update added, and which tables are in use."""

import argparse
import json

from ilacs_bench.cli.arguments import Commands, add_data_folder

_MOST_LINES = 5


def add_to(commands: Commands) -> None:
    """Add the command `snapshots`."""
    parser = commands.add_parser(
        "snapshots",
        help="list the snapshots of the tables: day, and what each added",
        description="List the snapshots that 'ilacs-bench update' made, the newest last. "
        "'--snapshot N' of any command reads one of them.",
    )
    add_data_folder(parser)
    parser.add_argument("--json", action="store_true", help="write JSON, for other programs")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one paragraph per snapshot."""
    from ilacs_bench.tables.snapshots import newest_snapshot, snapshots

    found, newest = snapshots(arguments.data), newest_snapshot(arguments.data)
    number = newest.number if newest else None
    if arguments.json:
        rows = [
            {
                "snapshot": each.number,
                "made_on": each.about.made_on.isoformat(),
                "source": each.about.source,
                "added": each.about.added,
                "in_use": each.number == number,
                "rolled_back": each.rolled_back,
            }
            for each in found
        ]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    for each in found:
        state = ", in use" if each.number == number else ", rolled back" * each.rolled_back
        day = each.about.made_on
        print(f"{each.number}: {day.day} {day:%B %Y}, from {each.about.source}{state}")
        for line in each.about.added[:_MOST_LINES]:
            print(f"   {line}")
        if len(each.about.added) > _MOST_LINES:
            print(f"   and {len(each.about.added) - _MOST_LINES:,} more, see --json")
    if newest is None:
        print("The facts that came with ilacs-bench are in use; 'ilacs-bench update' adds to them.")
    return 0
