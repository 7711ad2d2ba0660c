"""What could not be read, and of which local authority it is."""

import pandas as pd

from ilacs_bench.tables.store import Tables

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
