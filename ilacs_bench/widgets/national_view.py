"""What the page 'National picture' says of England and its parts. Pure: frames in, HTML out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.coverage import Coverage
from ilacs_bench.benchmark.words import (
    area_words,
    as_at_words,
    day_words,
    names_words,
    sentence_case,
)
from ilacs_bench.charts.grades import grade_distribution_spec
from ilacs_bench.charts.shares import ENGLAND, shares_over_time_spec
from ilacs_bench.charts.words import england_words, over_time_words
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.slugs import slug
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, DEFAULT_AREAS, GRADES
from ilacs_bench.widgets.render import render_part

BEST_FIRST = tuple(reversed(GRADES))
MAP_AREAS = (*DEFAULT_AREAS, "overall")
"""The four judgements of today, and overall effectiveness while it was given."""


@dataclass(frozen=True)
class Moment:
    """The date of the picture, the tables' last day and coverage, what links to pages add."""

    as_at: date
    last_day: date
    covered: Coverage

    @property
    def when(self) -> str:
        """The date and the cut-off in words; both are the date chosen."""
        return as_at_words(self.as_at, self.as_at)

    @property
    def day(self) -> str:
        """The date in words."""
        return day_words(self.as_at)

    @property
    def linked(self) -> str:
        """What an address of another page adds, so that it opens on the same date."""
        return "" if self.as_at == self.last_day else f"&as_at={self.as_at.isoformat()}"


def headline_view(good: pd.DataFrame, without: Mapping[str, str], moment: Moment) -> str:
    """How many are good or outstanding on each judgement, and who was never inspected.

    `good` has the rows of `good_or_outstanding` of England, `without` the names, by GSS code, of
    those without a full inspection in the tables. Of a part of England no share is a headline.
    """
    covered = moment.covered
    never = [name for code, name in without.items() if covered.knows_all_of(code)]
    return render_part(
        "national_headline",
        figures=[_figure(row) for row in records(good, _SHARE_COLUMNS)],
        of=int(good["of"].iloc[0]),
        whom=sentence_case(covered.whom),
        is_partial=covered.is_partial,
        unknown=len(without) - len(never),
        never=len(never),
        names=names_words(never),
        when=moment.when,
    )


def mix_view(counts: pd.DataFrame, moment: Moment) -> str:
    """The counts behind the chart of grades: one row a judgement, one column a grade."""
    rows = []
    columns = ("judgement_area", "grade", "n", "judged", "of")
    for area, cells in groupby(records(counts, columns), itemgetter("judgement_area")):
        n = {cell["grade"]: cell for cell in cells}
        rows.append(
            {
                "label": AREA_SHORT_LABELS[area],
                "counts": [n[grade]["n"] for grade in BEST_FIRST],
                "judged": n[GRADES[0]]["judged"],
                "of": n[GRADES[0]]["of"],
            }
        )
    return render_part(
        "national_mix", rows=rows, grades=BEST_FIRST, whom=moment.covered.whom, when=moment.when
    )


def groups_view(good: pd.DataFrame, by_label: str, moment: Moment) -> str:
    """The shares good or outstanding: one row a region or type, England first.

    `good` has the rows of `good_or_outstanding`, those of England first.
    """
    if moment.covered.is_partial:
        return no_shares_view(moment.covered)
    rows = []
    of_groups = groupby(records(good, ("group", *_SHARE_COLUMNS)), itemgetter("group"))
    for group, areas in of_groups:
        cells = [_figure(row) for row in areas]
        rows.append(
            {"group": group, "is_own": group == ENGLAND, "of": cells[0]["of"], "cells": cells}
        )
    return render_part(
        "national_groups",
        rows=rows,
        labels=[AREA_SHORT_LABELS[area] for area in MAP_AREAS],
        by=by_label,
        when=moment.when,
    )


def no_shares_view(covered: Coverage) -> str:
    """Why there are no shares of England and its regions: the tables hold a part of it only."""
    return render_part("national_no_shares", whom=covered.whom)


def time_view(shares: pd.DataFrame, area: str) -> str:
    """The table behind the lines: the last day of each year and the last quarter, by region.

    `shares` has the rows of `shares_over_time` of the area.
    """
    days = shares["as_at"]
    kept = shares[(days.dt.month == _DECEMBER) | (days == days.max())]
    by_day = groupby(
        records(kept.sort_values("as_at", kind="stable"), ("as_at", *_SHARE_COLUMNS)),
        itemgetter("as_at"),
    )
    rows = [
        {"day": day_words(as_at), "cells": [_figure(row) for row in groups]}
        for as_at, groups in by_day
    ]
    return render_part(
        "national_time",
        rows=rows[::-1],
        groups=list(shares["group"].unique()),
        judgement=area_words(area),
        first=day_words(days.min()),
        last=day_words(days.max()),
    )


def notes_view(notes: Sequence[str], moment: Moment) -> str:
    """What a reader must know beside the figures, with the source and its licence."""
    return render_part("notes", notes=notes, as_at=moment.day, when=moment.when)


def shown_sentence(good: pd.DataFrame, area: str, moment: Moment) -> str:
    """What is on the page, in a sentence for its status line."""
    of_area = good[good["judgement_area"] == area].iloc[0]
    whom = sentence_case(moment.covered.whom)
    if not of_area["judged"]:
        return (
            f"{whom} {moment.when}: no latest inspection graded {area_words(area)} then. "
            f"{graded_words(good)}"
        )
    return (
        f"{whom} {moment.when}: {of_area['n']} of {of_area['judged']} local authorities graded on "
        f"{area_words(area)} were good or outstanding."
    )


def graded_words(good: pd.DataFrame) -> str:
    """Which of the judgements had been graded, to choose another."""
    graded = [area_words(area) for area in good.loc[good["judged"] > 0, "judgement_area"]]
    if not graded:
        return "No judgement had been published yet: choose a later date."
    return f"Graded were: {', '.join(graded)}."


def mix_chart(counts: pd.DataFrame, moment: Moment) -> PageChart:
    """The chart of grades by judgement; `counts` has the rows of `count_groups` of England."""
    covered = moment.covered
    of = covered.authorities if covered.is_partial else int(counts["of"].iloc[0])
    words = england_words(of, moment.when, covered.whom)
    spec = grade_distribution_spec(counts, words.title)
    return PageChart(spec, words.note, f"england_grades_{moment.as_at:%Y-%m-%d}")


def over_time_chart(shares: pd.DataFrame, area: str, region: str) -> PageChart:
    """The lines over time; `shares` has the rows of `shares_over_time` of the area."""
    last = shares["as_at"].max().date()
    words = over_time_words(area, region, last)
    spec = shares_over_time_spec(shares, words.title, region)
    name = "_".join(["england_over_time", area, *filter(None, [slug(region, "_")])])
    return PageChart(spec, words.note, f"{name}_{last:%Y-%m-%d}")


_DECEMBER = 12
_SHARE_COLUMNS = ("judgement_area", "n", "judged", "of", "share")


def _figure(row: dict[str, Any]) -> dict[str, Any]:
    """A share with its counts; `percent` is None where nobody was judged."""
    area, share = row["judgement_area"], row["share"]
    return row | {
        "label": AREA_SHORT_LABELS[area],
        "percent": None if share is None else f"{share:.0%}",
    }
