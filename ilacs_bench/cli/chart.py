"""`ilacs-bench chart`: any chart of the pages as an image, SVG or PNG."""

import argparse
from pathlib import Path

from ilacs_bench.catalogue import CHARTS, Offer
from ilacs_bench.cli.arguments import (
    Commands,
    add_data,
    add_offers,
    given_of,
    tables_of,
)
from ilacs_bench.errors import IlacsBenchError


def add_to(commands: Commands) -> None:
    """Add the command `chart`."""
    kinds = "\n".join(f"  {name:16} {_words(offer)}" for name, offer in CHARTS.items())
    parser = commands.add_parser(
        "chart",
        help="draw a chart as SVG or PNG, with title, source and date in it",
        description="Draw one of the pages' charts as a picture.\n\n" + kinds,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("kind", metavar="KIND", choices=CHARTS, help="see above")
    add_offers(parser, CHARTS)
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help="picture to write, .svg or .png (default: named after the chart, .png)",
    )
    add_data(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Draw and write the chart; print its path and its description."""
    from ilacs_bench.charts.gallery import draw_chart
    from ilacs_bench.charts.picture import KINDS as ENDINGS

    path = arguments.out or Path(f"{arguments.kind}.png")
    if path.suffix.lower() not in ENDINGS:
        raise IlacsBenchError(f"{path}: a picture's name ends in {' or '.join(ENDINGS)}.")
    chosen = given_of(arguments, CHARTS)
    drawn = draw_chart(tables_of(arguments), arguments.kind, arguments.council or None, **chosen)
    print(f"Written: {drawn.save(path)}\nIn words: {drawn.description}")
    return 0


def _words(offer: Offer) -> str:
    options = ", ".join(f"--{name.replace('_', '-')}" for name in offer.options)
    return f"{offer.about} ({options})"
