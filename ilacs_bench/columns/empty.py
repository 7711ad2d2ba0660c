"""Why a cell is empty: the value is not available, or there is none."""

from collections.abc import Callable
from typing import TypeAlias

import pandas as pd

from ilacs_bench.vocabulary import FRAMEWORKS

NOT_AVAILABLE, NOT_APPLICABLE = "[x]", "[z]"
"""The shorthand in empty cells of a workbook."""
SHORTHAND: dict[str, str] = {
    NOT_AVAILABLE: "Not available: there is a value, or may be, but these tables do not have it.",
    NOT_APPLICABLE: (
        "Not applicable: there is nothing to give, such as a grade where the area was not judged, "
        "or an inspection before the first."
    ),
}
Empty: TypeAlias = str | Callable[[pd.DataFrame], pd.Series]
"""The shorthand for an empty cell, or a function that returns it for each row."""
_AREAS = {code: framework.areas for code, framework in FRAMEWORKS.items()}


def shorthand(empty: Empty, rows: pd.DataFrame) -> pd.Series:
    """Return for each row the shorthand that replaces an empty cell."""
    return pd.Series(empty, rows.index, dtype="str") if isinstance(empty, str) else empty(rows)


def unless(known: str) -> Callable[[pd.DataFrame], pd.Series]:
    """Return a rule: not applicable if the column `known` is empty too, else not available."""
    return lambda rows: _available(
        rows[known].notna() if known in rows else pd.Series(True, rows.index)
    )


NOW, BEFORE = unless("inspection_id"), unless("previous_inspection_id")
"""Rules for columns about an inspection: not applicable where there was none."""


def without_grade(area: str | None = None) -> Callable[[pd.DataFrame], pd.Series]:
    """Return a rule: not available only if the inspection's framework grades the area.

    The area is `area`, by default the row's own judgement area.
    """

    def of_rows(rows: pd.DataFrame) -> pd.Series:
        areas = rows["judgement_area"] if area is None else [area] * len(rows)
        return _available(
            pd.Series(
                [
                    a in _AREAS.get(code, ())
                    for a, code in zip(areas, rows["framework"], strict=True)
                ],
                rows.index,
            )
        )

    return of_rows


def _available(known: pd.Series) -> pd.Series:
    signs = [NOT_AVAILABLE if is_known else NOT_APPLICABLE for is_known in known]
    return pd.Series(signs, known.index, dtype="str")
