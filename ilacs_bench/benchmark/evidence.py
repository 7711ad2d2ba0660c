"""The coded items behind each theme in one report, with their page and text where available."""

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.benchmark.theme_index import theme_index
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.store import Tables

_CODED_COLUMNS = [
    "item_id",
    "inspection_id",
    "section",
    "paragraph",
    "page",
    "polarity",
    "evidence_start",
    "evidence_end",
    "method",
]


def report_evidence(chosen: Selection) -> pd.DataFrame:
    """Return one row per coded sentence or improvement of the latest report and theme.

    Machine-coded, in the report's order. The latest report follows from the as-at rule; where it
    was not coded there are no rows, and no earlier report is used. Columns: item_id, inspection_id,
    section, paragraph, page, polarity, evidence_start and evidence_end (characters of the text that
    led to the theme), method, theme, source_url, and text (the report's own words, empty where the
    tables have no text, as the bundled facts).

    >>> rows = report_evidence(select(t, "East Sussex", as_at="2025-03-31"))
    >>> rows = rows[rows["theme"] == "planning"]
    >>> len(rows), rows[["section", "page", "polarity"]].to_numpy().tolist()[0]
    (11, ['help_protection', 2, 'strength'])
    """
    tables, latest = chosen.tables, chosen.own_inspections[-1:]
    inspections, codes = chosen.index.inspections, theme_index(tables)
    report = codes.reports.get_indexer(pd.Index(inspections["inspection_id"].take(latest)))
    is_coded_with_one = codes.theme >= 0
    rows = tables.coded[[*_CODED_COLUMNS, "theme"]].take(
        np.flatnonzero(is_coded_with_one & np.isin(codes.report, report))
    )
    url = inspections["source_url"].take(latest).to_list()
    return rows.assign(
        source_url=pd.Series(url * len(rows), rows.index, dtype="str"),
        text=words_of(tables, rows["item_id"]).array,
    ).reset_index(drop=True)


def is_coded(tables: Tables, inspection_id: str) -> bool:
    """Return whether the theme coder has read the report of this inspection."""
    return inspection_id in theme_index(tables).reports


def words_of(tables: Tables, item_ids: pd.Series) -> pd.Series:
    """Return the text of sentences and improvements by id, empty where the tables have none."""
    ids, texts = _texts(tables)
    return texts.reindex(ids.get_indexer(pd.Index(item_ids)))


@cache_by_tables()
def _texts(tables: Tables) -> tuple[pd.Index, pd.Series]:
    """Return the ids of all sentences and improvements, and their texts in the same order."""
    found, listed = tables.findings, tables.improvements
    ids = pd.concat([found["finding_id"], listed["improvement_id"]])
    return pd.Index(ids), pd.concat([found["text"], listed["text"]], ignore_index=True)
