"""Tables laid over tables: every inspection once, by the newest reading of its report."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from ilacs_bench.schema import TABLES
from ilacs_bench.tables.coverage import merge_coverage, still_missing
from ilacs_bench.tables.facts import merge_facts
from ilacs_bench.tables.identity import match_inspections
from ilacs_bench.tables.official_sheets import SHEETS
from ilacs_bench.tables.reconcile import reconcile, with_types_of_reports
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION

OF_AN_INSPECTION = ("judgements", "improvements", "findings", "coded")
"""The tables whose rows belong to an inspection and come from its report."""
_FILLED = ["published", "source_url"]


def merge_tables(facts: Tables, new: Tables) -> Tables:
    """The facts with what `new` adds: every inspection stands once, however it was known.

    Inspections are the same by authority, framework and publication within 90 days. The reading in
    `new` takes the place of the one in `facts`, and of a row that only the statistics gave; the
    day of publication and the link stay where `new` lacks them. The words and codes of a report
    stay where `new` read the same file without them. Ofsted's statistics of both are merged, and
    reconciled anew; authorities and neighbours are those of `facts`. Rows stand in the order in
    which one build of all reports gives them, so that the order of merging makes no difference.

    >>> merge_tables(t, t).inspections.equals(t.inspections)
    True
    """
    before, now = _read(facts), _read(new)
    pairs = _same(before["inspections"], now["inspections"])
    before, now = _without_poorer(before, now, pairs)
    reports = _laid_over(before, now, pairs)
    official = _official(facts.official_judgements, new.official_judgements)
    merged = merge_facts(reports, official)
    names = ("findings", "coded")
    merged |= {name: TABLES[name].check(reports[name]) for name in names}
    reconciliation = reconcile(merged, reports["inspections"], official)
    return replace(
        facts,
        **merged,
        official_judgements=official,
        reconciliation=reconciliation,
        coverage=merge_coverage(facts.coverage, new.coverage),
        missing_reports=still_missing(
            facts.missing_reports, new.missing_reports, merged["inspections"]
        ),
    )


def _read(tables: Tables) -> dict[str, pd.DataFrame]:
    """The rows that come from reports, with the type of inspection that the reports gave."""
    inspections = with_types_of_reports(tables.inspections, tables.reconciliation)
    inspections = inspections[inspections["report"].notna()]
    ids = inspections["inspection_id"]
    frames = {name: getattr(tables, name) for name in OF_AN_INSPECTION}
    rows = {name: frame[frame["inspection_id"].isin(ids)] for name, frame in frames.items()}
    return {"inspections": inspections, **rows, "problems": tables.problems}


def _same(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Pairs of one inspection: its row `before` and its row `now`."""
    known = match_inspections(now, before)
    known = now["inspection_id"].where(now["inspection_id"].isin(before["inspection_id"]), known)
    pairs = now.assign(id_before=known).dropna(subset=["id_before"])
    return pairs.drop_duplicates("id_before").merge(
        before[["inspection_id", "report", "sha256", *_FILLED]],
        left_on="id_before",
        right_on="inspection_id",
        suffixes=("", "_before"),
        validate="one_to_one",
    )


def _without_poorer(
    before: Mapping[str, pd.DataFrame], now: Mapping[str, pd.DataFrame], pairs: pd.DataFrame
) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """Both, with what `now` lacks of the same file taken over from `before`: words and codes."""
    same_file = pairs[pairs["sha256"].notna() & (pairs["sha256"] == pairs["sha256_before"])]
    now = dict(now)
    if same_file.empty:
        return dict(before), now
    for name in ("improvements", "findings", "coded"):
        worded = now[name] if name != "improvements" else now[name].dropna(subset=["text"])
        # pandas looks at each value to look for: each is given once
        lacking = same_file[~same_file["inspection_id"].isin(worded["inspection_id"].unique())]
        richer = before[name][before[name]["inspection_id"].isin(lacking["id_before"])]
        richer = richer[richer["inspection_id"].isin(lacking["inspection_id"])]
        poorer = now[name]["inspection_id"].isin(richer["inspection_id"].unique())
        now[name] = pd.concat([now[name][~poorer], richer])
    return dict(before), now


def _laid_over(
    before: Mapping[str, pd.DataFrame], now: Mapping[str, pd.DataFrame], pairs: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The rows of all reports, in the order of their names; `problems` likewise."""
    inspections = now["inspections"].set_index("inspection_id")
    known = pairs.set_index("inspection_id")
    known = known[[f"{name}_before" for name in _FILLED]].set_axis(_FILLED, axis="columns")
    inspections = inspections.fillna(known).reset_index()
    rows = {}
    for name, frame in {**now, "inspections": inspections}.items():
        kept = before[name]
        if name == "problems":
            gone = {*inspections["report"], *pairs["report_before"], *frame["report"]}
            kept = kept[~kept["report"].isin(gone)]
        else:
            kept = kept[~kept["inspection_id"].isin(pairs["id_before"])]
        rows[name] = pd.concat([kept, frame]).sort_values("report", kind="stable")
    coded = rows["coded"]
    of_bullets = coded["section"] == IMPROVEMENT_SECTION  # they stand after all sentences
    rows["coded"] = pd.concat([coded[~of_bullets.fillna(False)], coded[of_bullets.fillna(False)]])
    return {
        name: TABLES[name].check(frame.drop_duplicates() if name == "problems" else frame)
        for name, frame in rows.items()
    }


def _official(facts: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The statistics of both, the newest sheets first, each row once."""
    table = TABLES["official_judgements"]
    rows = pd.concat([facts, new]).drop_duplicates(list(table.key))
    order = {sheet.source: place for place, sheet in enumerate(SHEETS)}
    place = rows["source"].map(order).fillna(len(order))
    return table.check(rows.iloc[place.argsort(kind="stable")])
