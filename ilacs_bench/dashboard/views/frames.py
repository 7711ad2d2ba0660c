"""Frames of one row a judgement, laid out for a reader: one row a council or an inspection."""

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.inspection_index import take_rows
from ilacs_bench.vocabulary import AREAS


def grades_in_columns(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row for each value of the column `by`, in their order, with a grade for each area.

    `rows` has one row for each of them and judgement_area. Its other columns but the page are those
    of the first row; then grade_<area> and direction_<area> of areas that any was graded on.
    """
    row, _ = pd.factorize(rows[by])
    column, areas = pd.factorize(rows["judgement_area"])
    places = np.full((row.max(initial=-1) + 1, len(areas)), -1)
    places[row, column] = np.arange(len(rows))
    _, first = np.unique(row, return_index=True)
    frame = take_rows(rows, first, [name for name in rows.columns if name != "page"])
    for area, of_area in zip(areas, places.T, strict=True):
        cells = take_rows(rows, of_area, ["grade", "direction"])
        if not cells["grade"].isna().all():
            frame |= {f"{name}_{area}": values for name, values in cells.items()}
    return pd.DataFrame(frame, copy=False)


def grades_of(frame: pd.DataFrame) -> list[str]:
    """Names of the columns with grades of such a frame, in the order of AREAS."""
    return [name for area in AREAS if (name := f"grade_{area}") in frame]
