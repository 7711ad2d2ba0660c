"""The grades of England: by judgement, over time, by region or type."""

import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.pictures import count_groups, good_or_outstanding
from ilacs_bench.benchmark.series import shares_over_time
from ilacs_bench.benchmark.wide import wide_counts
from ilacs_bench.benchmark.words import area_words, sentence_case
from ilacs_bench.charts.grades import grade_distribution_spec
from ilacs_bench.charts.groups import groups_spec
from ilacs_bench.charts.shares import ENGLAND, drawn_rows, shares_over_time_spec
from ilacs_bench.columns import england as columns
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.columns.results_of_england import AS_AT
from ilacs_bench.dashboard.chart import untitled
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.england.choices import GROUPINGS, counts, good_shares, of_area
from ilacs_bench.dashboard.parts import ChartWithTable
from ilacs_bench.lookups.areas import ever_shown
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS

_DECEMBER = 12
_KEYS = ["judged", "of"]
Shown = ChartWithTable | str


def grades(choice: Choice) -> ChartWithTable:
    """Grades by judgement"""  # noqa: D400
    rows = choice.once(counts)
    good = choice.once(good_shares)
    wide = wide_counts(rows, ["judgement_area", *_KEYS]).merge(
        good[["judgement_area", "n", "share"]], on="judgement_area", validate="one_to_one"
    )
    is_partial = coverage_of(choice.tables).is_partial
    labels = {row["judgement_area"]: _label(row, is_partial) for row in records(good)}
    shown = [c for c in columns.PICTURE if c.name in wide and not c.name.startswith("share_")]
    title = "Grades by judgement, with the share good or outstanding"
    chart = grade_distribution_spec(rows, title, labels)
    return ChartWithTable(untitled(chart), table_html(wide, title, columns=shown), title)


def over_time(choice: Choice) -> Shown:
    """Good or outstanding over time"""  # noqa: D400
    rows = choice.once(_shares)
    rows = rows[rows["judgement_area"] == choice.area]
    if drawn_rows(rows).empty or coverage_of(choice.tables).is_partial:
        return _no_shares(choice)
    last = rows["as_at"].max()
    title = f"Good or outstanding on {area_words(choice.area)}, each quarter to {last:%B %Y}"
    names = list(dict.fromkeys([ENGLAND, *filter(None, [choice.region]), *rows["group"]]))
    days = rows["as_at"]
    kept = rows[(days.dt.month == _DECEMBER) | (days == days.max())]
    wide = kept.pivot_table("share", "as_at", "group", dropna=False)[names].iloc[::-1]
    shown = [AS_AT, *(Column(name, name, "Of those graded", "share") for name in names)]
    table = table_html(wide.reset_index(), f"{title}: end of each year", columns=shown)
    chart = shares_over_time_spec(rows, title, choice.region)
    return ChartWithTable(untitled(chart), table, title)


def groups(choice: Choice) -> Shown:
    """Grades by region or type"""  # noqa: D400
    if coverage_of(choice.tables).is_partial:
        return _no_shares(choice)
    column, label = GROUPINGS[choice.by]
    rows = choice.once(of_area)
    every = pd.concat([count_groups(rows, [choice.area], by) for by in (None, column)])
    if not every["judged"].any():
        return f"{AREA_SHORT_LABELS[choice.area]} had not been graded by then."
    good = good_or_outstanding(every).sort_values("share", ascending=False, kind="stable")
    good = pd.concat([good[good["group"] == ENGLAND], good[good["group"] != ENGLAND]])
    wide = good[["group", "n", "share", *_KEYS]].merge(
        wide_counts(every, ["group"]), on="group", validate="one_to_one"
    )
    title = f"Good or outstanding on {area_words(choice.area)}, by {label}"
    named = (
        Column("group", sentence_case(label), "England, and each group of it"),
        *columns.PICTURE[1:],
    )
    shown = [c for c in named if c.name in wide and not c.name.startswith("share_")]
    chart = groups_spec(every, good, title)
    return ChartWithTable(untitled(chart), table_html(wide, title, columns=shown), title)


def _shares(choice: Choice) -> pd.DataFrame:
    return shares_over_time(choice.tables, by="ofsted_region", areas=ever_shown())


def _label(row: dict[str, object], is_partial: bool) -> str:
    label = AREA_SHORT_LABELS[str(row["judgement_area"])]
    if not row["judged"]:
        return f"{label}: not graded then"
    counted = f"{row['n']} of {row['judged']}"
    return f"{label}: {counted}" if is_partial else f"{label}: {row['share']:.0%} ({counted})"


def _no_shares(choice: Choice) -> str:
    covered = coverage_of(choice.tables)
    if covered.is_partial:
        return f"These are {covered.whom}: they give no share of England or its regions."
    return f"Too few had been graded on {area_words(choice.area)} to draw a line."
