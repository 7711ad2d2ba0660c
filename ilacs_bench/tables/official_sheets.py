"""The sheets of Ofsted's statistics and the inspections each covers (`official_sheets.csv`)."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.tables.identity import dated_on, known_on


@dataclass(frozen=True)
class OfficialSheet:
    """One sheet and its period: first days on site up to `as_at`, published to `published_by`.

    It holds 'all' inspections of its frameworks in that time, or each authority's 'latest'.
    """

    source: str
    holds: str
    frameworks: tuple[str, ...]
    as_at: date
    published_by: date

    def should_hold(self, inspections: pd.DataFrame) -> pd.Series:
        """Return whether each inspection should be in this sheet.

        As in the as-at rule, an inspection without a first day on site is dated by its publication,
        and one without a publication date counts from its last day on site.
        """
        placed, known = dated_on(inspections), known_on(inspections)
        is_within = (placed <= pd.Timestamp(self.as_at)) & (
            known <= pd.Timestamp(self.published_by)
        )
        return is_within & inspections["framework"].isin(self.frameworks) & (self.holds == "all")


SHEETS = tuple(
    OfficialSheet(
        source=f"{row['file']}, {row['sheet']}",
        holds=row["holds"],
        frameworks=tuple(row["frameworks"].split("; ")),
        as_at=date.fromisoformat(row["as_at"]),
        published_by=date.fromisoformat(row["published_by"]),
    )
    for row in read_lookup("official_sheets")
)
"""The sheets that are read, in order of precedence."""
