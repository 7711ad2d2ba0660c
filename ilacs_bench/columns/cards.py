"""A council's cards as a table: grades now and before, and its position in each group."""

from dataclasses import replace

import pandas as pd

from ilacs_bench.columns.column import Column
from ilacs_bench.columns.defined import COLUMNS
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS

_MEANING = "How many others are graded higher, the same and lower; itself is not counted"


def cards(own: pd.DataFrame, beside: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """Return the rows and the columns of the table: one row per judgement area.

    `own` are rows of `own_grades`, `beside` those of `standing` for the same areas.
    """
    groups = records(beside.drop_duplicates("comparator"), ["comparator", "group"])
    words = {
        comparator: of.set_index("judgement_area")["words"].reindex(own["judgement_area"]).array
        for comparator, of in beside.groupby("comparator", sort=False)
    }
    shown = (
        replace(COLUMNS["judgement_area"], labels=AREA_SHORT_LABELS),
        replace(COLUMNS["grade"], heading=f"Grade now{_year(own, '')}"),
        replace(COLUMNS["previous_grade"], heading=f"Grade before{_year(own, 'previous_')}"),
        COLUMNS["direction"],
        *(Column(f"beside_{of['comparator']}", of["group"], _MEANING) for of in groups),
    )
    return own.assign(**{f"beside_{code!s}": cells for code, cells in words.items()}), shown


def _year(own: pd.DataFrame, prefix: str) -> str:
    """Return the year of publication, or of the first day on site if that is not known."""
    days = own[f"{prefix}published"].fillna(own[f"{prefix}start"]).dropna()
    return "" if days.empty else f" ({days.iloc[0].year})"
