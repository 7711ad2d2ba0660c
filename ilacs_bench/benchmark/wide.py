"""Frames with a column for each judgement area or grade, from frames with a row for each."""

from collections.abc import Sequence

import pandas as pd

from ilacs_bench.vocabulary import GRADES


def one_row_each(
    judgements: pd.DataFrame,
    areas: Sequence[str],
    names: Sequence[str] = ("grade", "direction"),
    by: str = "la_code",
) -> pd.DataFrame:
    """One row per local authority, in the order of their first rows: `<name>_<area>` of each area.

    `judgements` are rows of `latest_judgements` or `compare`; the columns that they have of an
    authority and its inspection come first. `by` another column there is one row for each of its
    values.
    """
    rows = judgements.drop_duplicates(by).reset_index(drop=True)
    by_area = {area: of.set_index(by) for area, of in judgements.groupby("judgement_area")}
    wide = {
        f"{name}_{area}": by_area[area][name].reindex(rows[by]).array
        for area in areas
        for name in names
    }
    return rows.assign(**wide)


def wide_counts(counts: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """One row per `keys`, in their order: n_ and share_ of each grade; shares empty where none is.

    `counts` has one row per `keys` and grade, with n and share; of each grade the `keys` stand in
    the same order, as in all that counts grades.
    """
    codes = counts["grade"].cat.codes.to_numpy()
    columns = {name: counts[name].array[codes == 0] for name in keys}
    for code, grade in enumerate(GRADES):
        columns[f"n_{grade}"] = counts["n"].array[codes == code]
        columns[f"share_{grade}"] = counts["share"].array[codes == code]
    return pd.DataFrame(columns)


def relabelled_areas(judgements: pd.DataFrame) -> list[str]:
    """Judgement areas of which some grade was given to another area, as in `graded_as`."""
    others = judgements["graded_as"].notna() & (
        judgements["graded_as"] != judgements["judgement_area"]
    )
    return judgements.loc[others, "judgement_area"].unique().tolist()
