"""Where a report and Ofsted's statistics, or two of its files, disagree: both, and the ruling."""

import pandas as pd

from ilacs_bench.schema import RECONCILIATION
from ilacs_bench.vocabulary import read_lookup

_COMPARED = ("start", "published", "inspection_type")
_BY_RULE = {
    "report": "The report itself wins over the statistics",
    "official": "No report is at hand; the newest official file that has the inspection was taken",
}
_INFERRED = "Reports never print the type; it was inferred from the length of the stay"


def reconcile(
    facts: dict[str, pd.DataFrame],
    inferred: pd.DataFrame,
    official: pd.DataFrame,
    events: pd.DataFrame,
) -> pd.DataFrame:
    """One row per difference, in the form of `reconciliation`; grades first, then dates and types.

    `inferred` are the inspections as reports alone give them, with the type inferred from the
    length of the stay: where an official type differs, the official one was taken.
    """
    rows = pd.concat(
        [
            _grades(facts["judgements"], official, events),
            *(_column(name, facts["inspections"], inferred, events) for name in _COMPARED),
        ],
        ignore_index=True,
    )
    rows = _with_reasons(rows, facts["inspections"])
    columns = RECONCILIATION.column_names
    return RECONCILIATION.check(rows[columns].sort_values(["inspection_id", "field"]))


def _grades(judgements: pd.DataFrame, official: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Areas graded otherwise, or by one of the two only."""
    known = events[["la_code", "framework", "event", "source", "inspection_id"]]
    graded = official.merge(
        known, on=["la_code", "framework", "event", "source"], validate="many_to_one"
    )
    ours = judgements[["inspection_id", "judgement_area", "grade", "source"]]
    # Every area that either knows, for each official source that knows the inspection.
    sources = known[["inspection_id", "source"]].drop_duplicates()
    ours = ours.merge(sources, on="inspection_id", suffixes=("_taken", ""))
    both = ours.merge(
        graded[["inspection_id", "judgement_area", "grade", "source"]],
        on=["inspection_id", "judgement_area", "source"],
        how="outer",
        suffixes=("", "_official"),
        validate="one_to_one",
    )
    values = both["grade"].astype("str"), both["grade_official"].astype("str")
    differ = both[(values[0] != values[1]) & (both["source"] != both["source_taken"])]
    return _rows(
        differ["inspection_id"],
        differ["judgement_area"],
        differ["grade"].astype("str"),
        differ["grade_official"].astype("str"),
        differ["source"],
    )


def _column(
    name: str, inspections: pd.DataFrame, inferred: pd.DataFrame, events: pd.DataFrame
) -> pd.DataFrame:
    """Events whose value in one column is another than the inspection's."""
    ours = inspections.set_index("inspection_id")[name]
    if name == "inspection_type":
        ours = inferred.set_index("inspection_id")[name].combine_first(ours)
    compared = events.dropna(subset=[name])
    mine = compared["inspection_id"].map(ours)
    differ = compared[mine.notna() & (mine != compared[name])]
    return _rows(
        differ["inspection_id"],
        pd.Series(name, index=differ.index),
        _as_text(mine.loc[differ.index]),
        _as_text(differ[name]),
        differ["source"],
    )


def _as_text(values: pd.Series) -> pd.Series:
    dates = pd.api.types.is_datetime64_any_dtype(values)
    return values.dt.strftime("%Y-%m-%d") if dates else values.astype("str")


def _rows(
    inspection_id: pd.Series,
    field: pd.Series,
    report_value: pd.Series,
    official_value: pd.Series,
    official_source: pd.Series,
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "inspection_id": inspection_id,
            "field": field,
            "report_value": report_value.replace("nan", None),
            "official_value": official_value.replace("nan", None),
            "official_source": official_source,
        }
    )


def _with_reasons(rows: pd.DataFrame, inspections: pd.DataFrame) -> pd.DataFrame:
    """The rows with what was taken and why; a difference known by name has its own reason."""
    about = inspections[["inspection_id", "report", "la_code", "published"]]
    rows = rows.merge(about, on="inspection_id", validate="many_to_one")
    rows["published"] = rows["published"].dt.strftime("%Y-%m-%d")
    rows["official_file"] = rows["official_source"].str.split(",").str[0]
    known = pd.DataFrame(read_lookup("known_differences"))
    told = list(known.columns.drop("reason"))
    rows = rows.merge(known, how="left", on=told, validate="many_to_one")
    of_type = rows["field"] == "inspection_type"
    taken = (of_type | rows["report"].isna()).map({True: "official", False: "report"})
    by_rule = taken.map(_BY_RULE).mask(of_type, _INFERRED)
    return rows.assign(taken=taken, reason=rows["reason"].fillna(by_rule))
