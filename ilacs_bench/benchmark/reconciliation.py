"""Compare all of Ofsted's statistics with our tables: every cell, and the as-at rule itself.

An as-at sheet also shows which inspection is each authority's latest. The rule of `latest` must
pick the same one.
"""

from collections.abc import Sequence

import pandas as pd

from ilacs_bench.benchmark.latest import latest
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.schema import CELLS
from ilacs_bench.schema.tables import COMPARED_FIELDS, LATEST
from ilacs_bench.tables.facts import identify_events
from ilacs_bench.tables.official_sheets import SHEETS, OfficialSheet
from ilacs_bench.tables.reconcile import compare_cells, sources_of, with_types_of_reports
from ilacs_bench.tables.store import Tables

_OTHER_PICK = "The as-at rule and the sheet give different inspections, or only one of them any"


def compare_tables(
    tables: Tables, official: pd.DataFrame, sheets: Sequence[OfficialSheet] = SHEETS
) -> pd.DataFrame:
    """Return one row per cell compared (`CELLS`): grades, dates, types, latest inspections.

    `official` are rows of `official_judgements`, bundled or from `read_official`.
    """
    inspections = with_types_of_reports(tables.inspections, tables.reconciliation)
    cells = compare_cells(inspections, tables.judgements, official, sheets)
    as_at = [compare_latest(tables, official, sheet) for sheet in sheets if sheet.holds == "latest"]
    return CELLS.check(pd.concat([cells, *as_at]))


def compare_latest(tables: Tables, official: pd.DataFrame, sheet: OfficialSheet) -> pd.DataFrame:
    """Return one row per authority for which the as-at rule or the sheet has an inspection.

    Our value follows from the rule alone. A difference is explained where the sheet's inspection
    follows from an exception that Ofsted made in its own figures (`as_at_overrides.csv`).
    """
    picks = _picks(tables, official, sheet)
    ours, theirs = picks["rule"], picks["listed"]
    agrees = ours.fillna("") == theirs.fillna("")
    excepted = theirs.map(_exceptions(sheet)).astype("str")
    excepted = excepted.where(picks["with_exceptions"] == theirs)
    outcome = excepted.notna().map({True: "explained", False: "unexplained"})
    sources = sources_of(tables.inspections).set_axis(tables.inspections["inspection_id"])
    cells = pd.DataFrame(
        {
            "official_source": sheet.source,
            "inspection_id": theirs.fillna(ours),
            "la_name": picks["la_name"],
            "field": LATEST,
            "our_value": ours,
            "our_source": ours.map(sources).astype("str"),
            "official_value": theirs,
            "outcome": outcome.mask(agrees, "agrees"),
            "taken": pd.Series("rule", index=picks.index).mask(agrees),
            "reason": excepted.fillna(_OTHER_PICK).mask(agrees),
        }
    )
    return CELLS.check(cells)


def _picks(tables: Tables, official: pd.DataFrame, sheet: OfficialSheet) -> pd.DataFrame:
    """Return each authority's inspection by the rule, by Ofsted's exceptions, and in the sheet."""
    of_sheet = official[official["source"] == sheet.source]
    listed = identify_events(of_sheet, tables.inspections)
    ruled, excepted = (
        latest(tables, sheet.as_at, sheet.published_by, overrides=overrides)
        for overrides in (False, True)
    )
    # An authority that the sheet lists twice gives two rows, of which one must differ.
    both = ruled[["la_code", "la_name", "inspection_id"]].merge(
        listed[["la_code", "la_name", "inspection_id"]],
        on="la_code",
        how="outer",
        suffixes=("", "_listed"),
        validate="one_to_many",
    )
    picks = both.assign(
        la_name=both["la_name"].fillna(both["la_name_listed"]),
        rule=both["inspection_id"],
        listed=both["inspection_id_listed"],
        with_exceptions=both["la_code"].map(excepted.set_index("la_code")["inspection_id"]),
    )
    return picks.dropna(subset=["rule", "listed"], how="all")


def _exceptions(sheet: OfficialSheet) -> dict[str, str]:
    """Return the inspections that Ofsted counts by exception on the sheet's date, and why."""
    rows = read_lookup("as_at_overrides")
    day = sheet.as_at.isoformat()
    return {row["inspection_id"]: row["reason"] for row in rows if row["as_at"] == day}


def count_cells(cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row per official source and field, in their order: counts of cells by outcome.

    `agree`, `explained` and `unexplained` add up to `compared`; `from_reports` counts those cells
    whose value of ours was read from a report, not from an official sheet.
    """
    sources = list(cells["official_source"].unique())
    counted = cells.assign(
        official_source=pd.Categorical(cells["official_source"], sources),
        field=pd.Categorical(cells["field"], COMPARED_FIELDS),
        agree=cells["outcome"] == "agrees",
        explained=cells["outcome"] == "explained",
        unexplained=cells["outcome"] == "unexplained",
        from_reports=cells["our_source"].notna() & ~cells["our_source"].isin(sources),
        compared=True,
    )
    columns = ["compared", "agree", "explained", "unexplained", "from_reports"]
    sums = counted.groupby(["official_source", "field"], observed=True)[columns].sum().reset_index()
    return sums.astype({"official_source": "str", "field": "str"})


def count_by_sheet(cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row per official source, in their order: sums of `count_cells` over fields."""
    counts = count_cells(cells)
    return counts.drop(columns="field").groupby("official_source", sort=False).sum().reset_index()
