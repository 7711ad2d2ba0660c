"""The table `coverage`: up to which day the tables are complete and why, and missing reports."""

from datetime import date

import pandas as pd

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.schema import COVERAGE, GROUNDS, MISSING_REPORTS
from ilacs_bench.tables.identity import SAME_PUBLICATION
from ilacs_bench.tables.official_sheets import SHEETS


def bundled_coverage(official: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `coverage` for the bundled facts, from `official_judgements`."""
    rows = [*_of_statistics(official), *_of_site()]
    return COVERAGE.check(pd.DataFrame(rows, columns=COVERAGE.column_names))


def _of_statistics(official: pd.DataFrame) -> list[dict[str, object]]:
    """Return the row of the latest of Ofsted's sheets that name all inspections."""
    at_hand = set(official["source"].unique())
    days = [s.as_at for s in SHEETS if s.holds == "all" and s.source in at_hand]
    words = "all inspections in Ofsted's statistics to {0.day} {0:%B %Y}"
    return [
        {"ground": "official_statistics", "complete_to": day, "source": words.format(day)}
        for day in sorted(days)[-1:]
    ]


def _of_site() -> list[dict[str, object]]:
    """Return the row of the latest list of Ofsted's site whose reports were all read."""
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


def merge_coverage(facts: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the coverage of both tables, each source with its latest day."""
    rows = pd.concat([facts, new]).sort_values("complete_to", kind="stable")
    rows = rows.drop_duplicates(list(COVERAGE.key), keep="last")
    place = rows["ground"].map({ground: place for place, ground in enumerate(GROUNDS)})
    return COVERAGE.check(rows.assign(place=place).sort_values(["place", "la_code"])[[*facts]])


def still_missing(
    facts: pd.DataFrame, new: pd.DataFrame, inspections: pd.DataFrame
) -> pd.DataFrame:
    """Return the missing reports of both tables, without those that `inspections` now hold.

    A report is no longer missing where the authority has a report with the same link, or one
    published within 90 days of it, as for `is_same_inspection`.
    """
    rows = pd.concat([facts, new]).drop_duplicates("source_url", keep="last")
    read = inspections.loc[inspections["report"].notna(), ["la_code", "published"]]
    pairs = rows.reset_index(names="row").merge(read, on="la_code", suffixes=("", "_read"))
    is_near = (pairs["published"] - pairs["published_read"]).abs() <= SAME_PUBLICATION
    at_hand = pairs.loc[is_near & pairs["la_code"].notna(), "source_url"]
    links = inspections.loc[inspections["report"].notna(), "source_url"]
    is_in_tables = rows["source_url"].isin(at_hand) | rows["source_url"].isin(links)
    return MISSING_REPORTS.check(rows[~is_in_tables])
