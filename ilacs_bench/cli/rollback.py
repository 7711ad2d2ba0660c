"""`ilacs-bench rollback`: return to the tables before the last update."""

import argparse

from ilacs_bench.cli.arguments import Commands, add_data_folder


def add_to(commands: Commands) -> None:
    """Add the command `rollback`."""
    parser = commands.add_parser(
        "rollback",
        help="set the newest snapshot aside and use the previous one",
        description=(
            "Set the newest snapshot aside: all commands and pages use the previous one, or the "
            "facts that came with ilacs-bench. Its files stay: '--snapshot N' still reads them."
        ),
    )
    add_data_folder(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Roll back and print what is in use now."""
    from ilacs_bench.tables.snapshots import roll_back

    rolled_back, now = roll_back(arguments.data)
    in_use = f"snapshot {now.number}" if now else "the tables that it was laid over"
    print(f"Snapshot {rolled_back.number} is set aside; in use now: {in_use}.")
    return 0
