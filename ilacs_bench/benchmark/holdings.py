"""What the tables hold: inspections, those whose report was read, those that were coded."""

import pandas as pd

from ilacs_bench.tables.store import Tables, inspections_of
from ilacs_bench.vocabulary import FRAMEWORKS


def held_by_framework(tables: Tables) -> pd.DataFrame:
    """One row per framework, in the order of time, those without an inspection included.

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
    """One row per year of publication: n, n_read, n_coded as in `held_by_framework`.

    Inspections without a day of publication are the last row, its year empty.
    """
    rows = _marked(tables)
    rows["year"] = rows["published"].dt.year.astype("Int64")
    grouped = rows.groupby("year", dropna=False)[["n", "n_read", "n_coded"]]
    return grouped.sum().reset_index()


def held_by_council(tables: Tables) -> pd.DataFrame:
    """One row per local authority with an inspection: la_code, la_name, counts as above, last.

    `last` is the newest day of publication. In the order of names.
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
"""Ofsted's number of a provider, which stands first in the names that Ofsted's files have here."""


def problems_of_councils(tables: Tables) -> pd.DataFrame:
    """The table `problems` with la_code and la_name, in the order of names.

    They are those of the inspection that was read from the file, else of the URN that its name
    begins with; missing where neither says whose it is, and then at the end.
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
