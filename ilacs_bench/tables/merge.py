"""Merge two sets of tables: every inspection once, from the newest reading of its report."""

import pandas as pd

from ilacs_bench.schema import INSPECTIONS, PROBLEMS, TABLES
from ilacs_bench.tables.coverage import merge_coverage, still_missing
from ilacs_bench.tables.facts import merge_facts
from ilacs_bench.tables.identity import match_inspections
from ilacs_bench.tables.official_sheets import SHEETS
from ilacs_bench.tables.overlay import Overlay
from ilacs_bench.tables.reconcile import reconcile, with_types_of_reports
from ilacs_bench.tables.store import LARGE, LOOKUP_TABLES, Tables, tables_of

OF_AN_INSPECTION = ("judgements", "improvements", "findings", "coded")
"""The tables whose rows belong to an inspection and come from its report."""
_FILLED = ["published", "source_url"]


def merge_tables(facts: Tables, new: Tables) -> Tables:
    """Return the facts merged with `new`, with every inspection once.

    Sentences and themes are merged when they are first used, and stay on disk until then.
    Inspections are the same by authority, framework and publication within 90 days. The reading in
    `new` replaces the one in `facts`, and a row that only the statistics had; the publication date
    and the link are kept where `new` lacks them, and so are a report's text and codes where `new`
    read the same file without them. Ofsted's statistics are merged and reconciled again;
    authorities and neighbours are those of `facts`. Rows are in the order that one build of all
    reports would give, so that the order of merging makes no difference.

    >>> merge_tables(t, t).inspections.equals(t.inspections)
    True
    """
    before, now = _of_reports(facts), _of_reports(new)
    pairs = _same(before, now)
    ids = before["inspection_id"], now["inspection_id"]
    rows = {name: Overlay(name, facts, new, *ids, pairs) for name in OF_AN_INSPECTION}
    later = {name: rows.pop(name) for name in LARGE}
    reports = {name: each.read_all() for name, each in rows.items()}
    reports["inspections"] = _inspections(before, now, pairs)
    read_again = {*now["report"], *pairs["report_before"]}
    reports["problems"] = _problems(facts.problems, new.problems, read_again)
    official = _official(facts.official_judgements, new.official_judgements)
    merged = merge_facts(reports, official)
    reconciliation = reconcile(merged, reports["inspections"], official)
    frames = merged | {
        "official_judgements": official,
        "reconciliation": reconciliation,
        "coverage": merge_coverage(facts.coverage, new.coverage),
        "missing_reports": still_missing(
            facts.missing_reports, new.missing_reports, merged["inspections"]
        ),
    }
    return tables_of(frames | {name: getattr(facts, name) for name in LOOKUP_TABLES}, later)


def _of_reports(tables: Tables) -> pd.DataFrame:
    """Return the inspections that come from reports, with the type that the reports gave."""
    inspections = with_types_of_reports(tables.inspections, tables.reconciliation)
    return inspections[inspections["report"].notna()]


def _same(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of rows, `before` and `now`, of the same inspection."""
    known = match_inspections(now, before)
    known = now["inspection_id"].where(now["inspection_id"].isin(before["inspection_id"]), known)
    pairs = now.assign(id_before=known).dropna(subset=["id_before"])
    pairs = pairs.drop_duplicates("id_before").merge(
        before[["inspection_id", "report", "sha256", *_FILLED]],
        left_on="id_before",
        right_on="inspection_id",
        suffixes=("", "_before"),
        validate="one_to_one",
    )
    same_file = pairs["sha256"].notna() & (pairs["sha256"] == pairs["sha256_before"])
    return pairs.assign(same_file=same_file)


def _inspections(before: pd.DataFrame, now: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return every inspection once, from its newest reading, in order of the reports' names."""
    known = pairs.set_index("inspection_id")
    known = known[[f"{name}_before" for name in _FILLED]].set_axis(_FILLED, axis="columns")
    now = now.set_index("inspection_id").fillna(known).reset_index()
    kept = before[~before["inspection_id"].isin(pairs["id_before"])]
    return INSPECTIONS.check(pd.concat([kept, now]).sort_values("report", kind="stable"))


def _problems(before: pd.DataFrame, now: pd.DataFrame, read_again: set[str]) -> pd.DataFrame:
    """Return the problems of each report's newest reading, in order of the reports' names."""
    kept = before[~before["report"].isin(read_again | {*now["report"]})]
    rows = pd.concat([kept, now]).sort_values("report", kind="stable")
    return PROBLEMS.check(rows.drop_duplicates())


def _official(facts: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the statistics of both, newest sheets first, without repeated rows."""
    table = TABLES["official_judgements"]
    rows = pd.concat([facts, new]).drop_duplicates(list(table.key))
    order = {sheet.source: place for place, sheet in enumerate(SHEETS)}
    place = rows["source"].map(order).fillna(len(order))
    return table.check(rows.iloc[place.argsort(kind="stable")])
