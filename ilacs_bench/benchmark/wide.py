"""Reshape frames to one column per judgement area or grade."""

from collections.abc import Sequence

import pandas as pd

from ilacs_bench.vocabulary import GRADES


def one_row_each(
    judgements: pd.DataFrame,
    areas: Sequence[str],
    names: Sequence[str] = ("grade", "direction"),
    by: str = "la_code",
) -> pd.DataFrame:
    """Return one row per local authority, with columns `<name>_<area>` for each area.

    `judgements` are rows of `latest_judgements` or `compare`; their columns about the authority and
    its inspection come first, and rows stay in the order in which authorities first occur. With
    another `by` column there is one row for each of its values.
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
    """Return one row per `keys`, with n_ and share_ of each grade; shares empty where n is 0.

    `counts` has one row per `keys` and grade, with n and share; the order of `keys` must be the
    same for every grade.
    """
    codes = counts["grade"].cat.codes.to_numpy()
    columns = {name: counts[name].array[codes == 0] for name in keys}
    for code, grade in enumerate(GRADES):
        columns[f"n_{grade}"] = counts["n"].array[codes == code]
        columns[f"share_{grade}"] = counts["share"].array[codes == code]
    return pd.DataFrame(columns)


def relabelled_areas(judgements: pd.DataFrame) -> list[str]:
    """Return judgement areas for which some grade was given to another area (`graded_as`)."""
    others = judgements["graded_as"].notna() & (
        judgements["graded_as"] != judgements["judgement_area"]
    )
    return judgements.loc[others, "judgement_area"].unique().tolist()
