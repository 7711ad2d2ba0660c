"""Frames of one row a judgement, laid out for a reader: one row a council or an inspection."""

import pandas as pd

from ilacs_bench.schema import GRADE_DTYPE
from ilacs_bench.vocabulary import AREAS


def grades_in_columns(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row for each value of the column `by`, in their order, with a grade for each area.

    `rows` has one row for each of them and judgement_area. Its other columns but the page are those
    of the first row; then grade_<area> and direction_<area> of areas that any was graded on.
    """
    shown = [name for name in rows.columns if name != "page"]
    frame = rows.loc[~rows[by].duplicated(), shown].reset_index(drop=True)
    graded = rows[[by, "judgement_area", "grade", "direction"]]
    for area, of_area in graded.groupby("judgement_area", sort=False):
        if of_area["grade"].notna().any():
            of_area = of_area.set_index(by).reindex(frame[by])
            frame[f"grade_{area}"] = pd.Series(of_area["grade"].array, dtype=GRADE_DTYPE)
            frame[f"direction_{area}"] = of_area["direction"].array
    return frame


def grades_of(frame: pd.DataFrame) -> list[str]:
    """Names of the columns with grades of such a frame, in the order of AREAS."""
    return [name for area in AREAS if (name := f"grade_{area}") in frame]
