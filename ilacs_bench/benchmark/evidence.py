"""What lies behind a theme in one report: each coded item, its place, its words where at hand."""

from datetime import date

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.inspection_index import RowNumbers, inspection_index
from ilacs_bench.benchmark.latest import counted_rows
from ilacs_bench.benchmark.resolve import Day, resolve_authority, resolve_days
from ilacs_bench.benchmark.theme_index import theme_index
from ilacs_bench.benchmark.theme_rows import check_known
from ilacs_bench.tables.kept import kept
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import THEMES

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


def evidence(
    tables: Tables,
    authority: str,
    theme: str,
    *,
    as_at: Day = None,
    published_by: Day = None,
) -> pd.DataFrame:
    """One row per sentence or improvement of the latest report that was coded with the theme.

    Machine-coded, in the report's order; the latest report is that of the as-at rule, and no
    earlier one stands in where it was not coded: then there are no rows. Columns: item_id,
    inspection_id, section, paragraph, page, polarity, evidence_start and evidence_end (characters
    of the text that led to the theme), method, source_url, and text (the report's own words, empty
    where they are not at hand, as in the bundled facts). Raises UnknownName for a theme or a local
    authority that nobody knows.

    >>> rows = evidence(t, "East Sussex", "planning", as_at="2025-03-31")
    >>> rows[["section", "page", "polarity"]].to_numpy().tolist()[0]
    ['help_protection', 2, 'strength']
    """
    check_known("theme", [theme], THEMES)
    rows = report_evidence(tables, authority, as_at=as_at, published_by=published_by)
    return rows[rows["theme"] == theme].drop(columns="theme").reset_index(drop=True)


def report_evidence(
    tables: Tables, authority: str, *, as_at: Day = None, published_by: Day = None
) -> pd.DataFrame:
    """The rows of `evidence` on every theme, in the report's order, with the column theme.

    >>> rows = report_evidence(t, "East Sussex", as_at="2025-03-31")
    >>> int((rows["theme"] == "planning").sum())
    11
    """
    day, cutoff = resolve_days(tables, as_at, published_by)
    la_code = resolve_authority(tables, authority, day)
    latest = inspections_of(tables, la_code, day, cutoff)[-1:]
    inspections, codes = inspection_index(tables).inspections, theme_index(tables)
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
    """Whether a machine looked for themes in the report of this inspection."""
    return inspection_id in theme_index(tables).reports


def inspections_of(tables: Tables, la_code: str, as_at: date, published_by: date) -> RowNumbers:
    """Rows of the inspection index: an authority's inspections that count, oldest first."""
    row_numbers = counted_rows(tables, as_at, published_by)
    is_own = (inspection_index(tables).inspections["la_code"] == la_code).to_numpy()
    return row_numbers[is_own[row_numbers]]


def words_of(tables: Tables, item_ids: pd.Series) -> pd.Series:
    """The text of sentences and improvements by their id, empty where it is not at hand."""
    ids, texts = _texts(tables)
    return texts.reindex(ids.get_indexer(pd.Index(item_ids)))


@kept()
def _texts(tables: Tables) -> tuple[pd.Index, pd.Series]:
    """Ids of all sentences and improvements, and their texts in the same order."""
    found, listed = tables.findings, tables.improvements
    ids = pd.concat([found["finding_id"], listed["improvement_id"]])
    return pd.Index(ids), pd.concat([found["text"], listed["text"]], ignore_index=True)
