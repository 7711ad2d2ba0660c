"""Count the inspections in the tables, those whose report was read and those that were coded."""

import pandas as pd

from ilacs_bench.tables.store import Tables, inspections_of
from ilacs_bench.vocabulary import FRAMEWORKS


def held_by_framework(tables: Tables) -> pd.DataFrame:
    """Return one row per framework, in order of time, including those without inspections.

    Columns: framework, n (inspections), n_read (with a report that was read), n_coded (with at
    least one theme code), first and last (days of publication; empty where n is 0).
    """
    rows = _marked(tables)
    order = pd.Index(FRAMEWORKS, name="framework")
    counts = (
        rows.groupby("framework")[["n", "n_read", "n_coded"]].sum().reindex(order, fill_value=0)
    )
    days = rows.groupby("framework")["published"].agg(first="min", last="max").reindex(order)
    return pd.concat([counts, days], axis="columns").reset_index()


def held_by_year(tables: Tables) -> pd.DataFrame:
    """Return one row per year of publication: n, n_read, n_coded as in `held_by_framework`.

    The last row, with an empty year, counts inspections without a publication date.
    """
    rows = _marked(tables)
    rows["year"] = rows["published"].dt.year.astype("Int64")
    grouped = rows.groupby("year", dropna=False)[["n", "n_read", "n_coded"]]
    return grouped.sum().reset_index()


def held_by_council(tables: Tables) -> pd.DataFrame:
    """Return one row per authority with an inspection, by name: code, counts as above, last.

    Columns: la_code, la_name, n, n_read, n_coded, last (its newest publication date).
    """
    rows = _marked(tables).assign(
        la_code=tables.inspections["la_code"], la_name=tables.inspections["la_name"]
    )
    grouped = rows.groupby(["la_name", "la_code"])
    counts = grouped[["n", "n_read", "n_coded"]].sum()
    return counts.assign(last=grouped["published"].max()).reset_index()


def _marked(tables: Tables) -> pd.DataFrame:
    inspections = tables.inspections
    return pd.DataFrame(
        {
            "framework": inspections["framework"],
            "published": inspections["published"],
            "n": 1,
            "n_read": inspections["report"].notna().astype("int64"),
            "n_coded": inspections["inspection_id"]
            .isin(inspections_of(tables, "coded"))
            .astype("int64"),
        }
    )


_URN_IN_FRONT = r"^(?:provider/44/)?(\d+)(?:[-_.]|$)"
"""Ofsted's number of a provider, with which file names begin."""


def problems_of_councils(tables: Tables) -> pd.DataFrame:
    """Return the table `problems` with la_code and la_name, sorted by name.

    The authority is that of the inspection read from the file, else of the URN at the beginning of
    the file's name. Rows where neither is known have empty cells and come last.
    """
    reports = tables.problems["report"]
    read = tables.inspections.dropna(subset=["report"]).drop_duplicates("report")
    known = tables.authorities.drop_duplicates("la_code", keep="last")
    numbered = known.dropna(subset=["urn"]).drop_duplicates("urn", keep="last")
    urns = reports.str.extract(_URN_IN_FRONT, expand=False)
    codes = reports.map(read.set_index("report")["la_code"]).astype("str")
    codes = codes.fillna(urns.map(numbered.set_index("urn")["la_code"]).astype("str"))
    names = codes.map(known.set_index("la_code")["la_name"]).astype("str")
    rows = tables.problems.assign(la_code=codes, la_name=names)
    return rows.sort_values(["la_name", "report", "page"], ignore_index=True)
