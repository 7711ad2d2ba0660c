"""Every code with its words, its place in the order and its colours: what lies beside extracts."""

import pandas as pd

from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.columns.labels import labels
from ilacs_bench.columns.named import heading_of


def codes_frame() -> pd.DataFrame:
    """One row per code: column, heading, code, label, order (from 1), colour and text_colour.

    Grades go from the lowest to the highest; only they have colours ('#rrggbb').
    """
    rows = labels()
    looks = rows["code"].where(rows["column"] == "grade").map(GRADE_COLOURS)
    return pd.DataFrame(
        {
            "column": rows["column"],
            "heading": rows["column"].map(heading_of),
            "code": rows["code"],
            "label": rows["label"],
            "order": rows.groupby("column").cumcount() + 1,
            "colour": looks.map(lambda look: look.fill, na_action="ignore"),
            "text_colour": looks.map(lambda look: look.text, na_action="ignore"),
        }
    )
