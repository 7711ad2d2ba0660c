"""On what grounds the bundled facts are complete, and to which day: the table `coverage`."""

from datetime import date

import pandas as pd

from ilacs_bench.schema import COVERAGE
from ilacs_bench.tables.official_sheets import SHEETS
from ilacs_bench.vocabulary import read_lookup


def bundled_coverage(official: pd.DataFrame) -> pd.DataFrame:
    """The rows of `coverage` for the facts; `official` is the table `official_judgements`."""
    rows = [*_of_statistics(official), *_of_site()]
    return COVERAGE.check(pd.DataFrame(rows, columns=COVERAGE.column_names))


def _of_statistics(official: pd.DataFrame) -> list[dict[str, object]]:
    """Of the sheets at hand that name all inspections, the one that goes furthest."""
    at_hand = set(official["source"].unique())
    days = [s.as_at for s in SHEETS if s.holds == "all" and s.source in at_hand]
    words = "all inspections in Ofsted's statistics to {0.day} {0:%B %Y}"
    return [
        {"ground": "official_statistics", "complete_to": day, "source": words.format(day)}
        for day in sorted(days)[-1:]
    ]


def _of_site() -> list[dict[str, object]]:
    """Of the lists of Ofsted's site whose reports were all read, the last."""
    listings = sorted(read_lookup("ofsted_listings"), key=lambda row: row["complete_to"])
    return [
        {
            "ground": "ofsted_site",
            "complete_to": date.fromisoformat(row["complete_to"]),
            "listed_on": date.fromisoformat(row["listed_on"]),
            "source": row["holds"],
        }
        for row in listings[-1:]
    ]
