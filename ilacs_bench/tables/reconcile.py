"""Compare our tables with Ofsted's statistics cell by cell: both values, and the outcome.

`docs/method.md` says what is compared and what counts as explained.
"""

from collections.abc import Sequence

import pandas as pd

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.schema import CELLS, RECONCILIATION
from ilacs_bench.schema.tables import DATES_AND_TYPE, INSPECTION
from ilacs_bench.tables.facts import identify_events
from ilacs_bench.tables.official_sheets import SHEETS, OfficialSheet

_BY_RULE = {
    "report": "The report itself wins over the statistics",
    "official": "No report is at hand; the newest official file that has the inspection was taken",
}
_INFERRED = "Reports never print the type; it was inferred from the length of the stay"
_NOT_OURS = "Our tables have no such inspection"
_NOT_OFFICIAL = "The official file has no such inspection, though it falls into the file's period"
_NO_DATE = "Our tables have no such date, and none was filled in from the statistics"
_VALUES = ["inspection_id", "field", "our_value", "official_value", "official_source"]


def compare_cells(
    inspections: pd.DataFrame,
    judgements: pd.DataFrame,
    official: pd.DataFrame,
    sheets: Sequence[OfficialSheet] = SHEETS,
) -> pd.DataFrame:
    """Return one row per cell compared (`CELLS`): all of `official`, and what it lacks.

    The types in `inspections` should be those from reports, see `with_types_of_reports`. An
    inspection that one side lacks is a single row; its grades and dates are not compared.
    """
    events = identify_events(official, inspections)
    known = events[events["known"]]
    cells = pd.concat(
        [
            _inspections(events, inspections, sheets),
            *(_column(name, inspections, known) for name in DATES_AND_TYPE),
            _grades(judgements, official, known),
        ],
        ignore_index=True,
    )
    return CELLS.check(_ruled(cells, inspections, events)[CELLS.column_names])


def reconcile(
    facts: dict[str, pd.DataFrame],
    inferred: pd.DataFrame,
    official: pd.DataFrame,
    sheets: Sequence[OfficialSheet] = SHEETS,
) -> pd.DataFrame:
    """Return one row per cell that differs, as in the table `reconciliation`.

    `inferred` are the inspections from reports alone, with the type inferred from the length of the
    inspection; where an official type differs, `facts` has the official one.
    """
    types = inferred.set_index("inspection_id")["inspection_type"]
    inspections = _with_types(facts["inspections"], types)
    cells = compare_cells(inspections, facts["judgements"], official, sheets)
    differ = cells[cells["outcome"] != "agrees"]
    reports = inspections.set_index("inspection_id")["report"]
    rows = differ.rename(columns={"our_value": "report_value"}).assign(
        report=differ["inspection_id"].map(reports)
    )
    columns = RECONCILIATION.column_names
    return RECONCILIATION.check(rows[columns].sort_values(["inspection_id", "field"]))


def with_types_of_reports(inspections: pd.DataFrame, reconciliation: pd.DataFrame) -> pd.DataFrame:
    """Return the inspections with the types from reports in place of official ones.

    `reconciliation` holds both wherever the two differ.
    """
    of_type = reconciliation["field"] == "inspection_type"
    kept = reconciliation[of_type].drop_duplicates("inspection_id").set_index("inspection_id")
    return _with_types(inspections, kept["report_value"])


def sources_of(inspections: pd.DataFrame) -> pd.Series:
    """Return for each inspection the report that it was read from, or else the official sheet."""
    return inspections["report"].fillna(inspections["source"])


def _with_types(inspections: pd.DataFrame, types: pd.Series) -> pd.DataFrame:
    by_report = inspections["inspection_id"].map(types).astype("str")
    return inspections.assign(inspection_type=by_report.fillna(inspections["inspection_type"]))


def _inspections(
    events: pd.DataFrame, inspections: pd.DataFrame, sheets: Sequence[OfficialSheet]
) -> pd.DataFrame:
    """Return every official event, in our tables or not, and inspections that a sheet lacks."""
    ids = events["inspection_id"]
    rows = [_rows(ids, INSPECTION, ids.where(events["known"]), ids, events["source"])]
    for sheet in sheets:
        has = inspections["inspection_id"].isin(ids[events["source"] == sheet.source])
        lacks = inspections.loc[sheet.should_hold(inspections) & ~has, "inspection_id"]
        rows.append(_rows(lacks, INSPECTION, lacks, None, sheet.source))
    return pd.concat(rows)


def _column(name: str, inspections: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return every official event with a value in this column."""
    given = events.dropna(subset=[name])
    by_id = inspections.set_index("inspection_id")[name]
    ours = by_id.reindex(given["inspection_id"]).set_axis(given.index)  # typed even if empty
    values = _as_text(ours), _as_text(given[name])
    return _rows(given["inspection_id"], name, *values, given["source"])


def _grades(judgements: pd.DataFrame, official: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return every area graded by either side, for each official source with the inspection."""
    event = ["la_code", "framework", "event", "source"]
    graded = official.merge(events[[*event, "inspection_id"]], on=event, validate="many_to_one")
    key = ["inspection_id", "judgement_area"]
    rows = []
    for source, theirs in graded.groupby("source", sort=False):
        ours = judgements[judgements["inspection_id"].isin(theirs["inspection_id"])]
        both = ours[[*key, "grade"]].merge(
            theirs[[*key, "grade"]],
            on=key,
            how="outer",
            suffixes=("", "_official"),
            validate="one_to_one",
        )
        values = _as_text(both["grade"]), _as_text(both["grade_official"])
        rows.append(_rows(both["inspection_id"], both["judgement_area"], *values, source))
    return pd.concat(rows) if rows else pd.DataFrame(columns=_VALUES)


def _rows(inspection_id: pd.Series, *others: object) -> pd.DataFrame:
    return pd.DataFrame(dict(zip(_VALUES, (inspection_id, *others), strict=True)))


def _as_text(values: pd.Series) -> pd.Series:
    dates = pd.api.types.is_datetime64_any_dtype(values)
    return values.dt.strftime("%Y-%m-%d") if dates else values.astype("str")


def _ruled(cells: pd.DataFrame, inspections: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with the outcome and, where they differ, the value used and the reason.

    A difference is explained if it is listed (`known_differences.csv`), or if it is of the type,
    which is inferred for every report.
    """
    rows = cells.merge(
        _about(inspections, events), on="inspection_id", how="left", validate="many_to_one"
    )
    known = pd.DataFrame(read_lookup("known_differences"))
    keys = list(known.columns.drop("reason"))
    rows["official_file"] = rows["official_source"].str.split(",").str[0]
    rows = rows.merge(known, how="left", on=keys, validate="many_to_one")
    differs = rows["our_value"].fillna("") != rows["official_value"].fillna("")
    of_type = rows["field"] == "inspection_type"
    inferred = of_type & rows["report"].notna()
    explained = rows["reason"].notna() | inferred
    taken = (of_type | rows["report"].isna()).map({True: "official", False: "report"})
    reason = rows["reason"].fillna(taken.map(_BY_RULE).mask(inferred, _INFERRED))
    return rows.assign(
        outcome=explained.map({True: "explained", False: "unexplained"}).where(differs, "agrees"),
        taken=taken.where(differs & rows["known"]),
        reason=_of_missing(rows, reason).where(differs),
    )


def _of_missing(rows: pd.DataFrame, reason: pd.Series) -> pd.Series:
    """Return the reason, except where an inspection or date is missing and no reason is listed."""
    unexplained = rows["reason"].isna()
    of_inspection = unexplained & (rows["field"] == INSPECTION)
    of_date = unexplained & rows["field"].isin(["start", "published"])
    reason = reason.mask(of_date & rows["our_value"].isna(), _NO_DATE)
    reason = reason.mask(of_inspection & rows["our_value"].isna(), _NOT_OURS)
    return reason.mask(of_inspection & rows["official_value"].isna(), _NOT_OFFICIAL)


def _about(inspections: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return one row per inspection, ours and those that only the official files have."""
    ours = inspections.assign(known=True, our_source=sources_of(inspections))
    lacking = events[~events["known"]].drop_duplicates("inspection_id")
    both = pd.concat([ours, lacking], ignore_index=True)
    columns = ["inspection_id", "known", "la_code", "la_name", "published", "report", "our_source"]
    return both[columns].assign(published=both["published"].dt.strftime("%Y-%m-%d"))
