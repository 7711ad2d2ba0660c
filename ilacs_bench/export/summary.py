"""The first sheet of a comparison's workbook: the council's cards and the group's grades.

It is one table with a column per judgement, and fits one portrait page with a chart below it.
"""

import pandas as pd

from ilacs_bench.benchmark.compare import Comparison
from ilacs_bench.benchmark.in_words import as_at_words
from ilacs_bench.columns.cards import cards
from ilacs_bench.columns.cell_text import empty_cell_words, words_for
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.definitions import COLUMNS
from ilacs_bench.export.bundle import BundlePart
from ilacs_bench.vocabulary import AREA_LABELS, AREA_SHORT_LABELS

MOST_COUNCILS = 40
"""Maximum size of a group shown here; grades of larger ones are only on the sheet Matrix."""
_LINE = "line"


def summary_part(comparison: Comparison, beside: pd.DataFrame) -> BundlePart:
    """Return the council's cards, then its group's grades; `beside` are rows of `standing`."""
    name = comparison.la_name
    rows = pd.concat([_cards(comparison, beside), _group(comparison)], ignore_index=True)
    matrix_note = "" if _has_room(comparison) else " The grades of each are on the sheet Matrix."
    return BundlePart(
        "Summary",
        f"{name} and {comparison.comparator_label}: summary",
        f"First {name} and how many others are graded higher, the same and lower, then the grades "
        f"of the group, {as_at_words(comparison.as_at, comparison.published_by)}.{matrix_note}",
        rows,
        [
            Column(_LINE, "Local authority or group", "Local authority or group"),
            *(
                Column(area, AREA_SHORT_LABELS[area], f"Of the judgement: {AREA_LABELS[area]}")
                for area in comparison.areas
            ),
        ],
    )


def _cards(comparison: Comparison, beside: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each column of the cards except the judgement."""
    own, shown = cards(comparison.own, beside)
    wide = {}
    for column in shown[1:]:
        heading = column.heading
        is_own = not column.name.startswith("beside_")
        line = f"{comparison.la_name}: {heading[:1].lower()}{heading[1:]}" if is_own else heading
        wide[line] = _in_words(column, own)
    return _frame(wide, comparison)


def _group(comparison: Comparison) -> pd.DataFrame:
    if not _has_room(comparison):
        return _frame({}, comparison)
    others = comparison.matrix[~comparison.matrix["is_own"]]
    words = pd.Series(_in_words(COLUMNS["grade"], others), others.index)
    by_name = words.groupby(others["la_name"], sort=False)
    wide = {str(name): of.to_list() for name, of in by_name}
    return _frame(wide, comparison)


def _has_room(comparison: Comparison) -> bool:
    return len(comparison.group) <= MOST_COUNCILS


def _frame(wide: dict[str, list[str]], comparison: Comparison) -> pd.DataFrame:
    frame = pd.DataFrame(list(wide.values()), columns=list(comparison.areas), dtype="str")
    return frame.assign(**{_LINE: pd.Series(list(wide), dtype="str")})


def _in_words(column: Column, rows: pd.DataFrame) -> list[str]:
    values = rows[column.name]
    format_value, reasons = words_for(column, values), empty_cell_words(column, rows)
    return [
        format_value(value) if is_there else f"{why[:1].upper()}{why[1:]}"
        for value, is_there, why in zip(values, values.notna(), reasons, strict=True)
    ]
