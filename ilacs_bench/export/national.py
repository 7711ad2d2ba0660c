"""The extract of England: grades as at a date, by region and type, over time, what is new."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Unpack

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.coverage import Coverage, coverage_of
from ilacs_bench.benchmark.english import day_words
from ilacs_bench.benchmark.notes import picture_notes
from ilacs_bench.benchmark.pictures import (
    count_groups,
    former_authorities_of,
    good_or_outstanding,
    known_never,
)
from ilacs_bench.benchmark.published import published_since_of
from ilacs_bench.benchmark.selection import DayOptions, Selection, full_signature, select
from ilacs_bench.benchmark.series import pictures
from ilacs_bench.benchmark.waits import wait_ranges, waits_of
from ilacs_bench.benchmark.wide import one_row_each, relabelled_areas, wide_counts
from ilacs_bench.columns import england
from ilacs_bench.columns import judgements as columns
from ilacs_bench.columns.inspections import PLACE
from ilacs_bench.columns.tables import WAITS
from ilacs_bench.export.bundle import Bundle, BundlePart, bundle_workbook, dates
from ilacs_bench.export.workbook_model import Chart
from ilacs_bench.lookups.areas import shown_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, COMPARED_WORDS, OVERALL

GROUPINGS = {"ofsted_region": "Ofsted region", "ons_region": "ONS region", "la_type": "Type"}
NEW_DAYS, FEWEST_DRAWN = 183, 30
_OF_PICTURE = ["judgement_area", "judged", "of", "never_inspected"]


@full_signature
def national_workbook(
    tables: Tables, *, made_on: date | None = None, **options: Unpack[DayOptions]
) -> bytes:
    """An xlsx file of England as at a date; dates and errors as for `picture`."""
    return bundle_workbook(national_bundle(select(tables, **options)), made_on=made_on)


def national_bundle(chosen: Selection) -> Bundle:
    """England's grades, its regions and types, every council, the years, what is new, waits."""
    tables, day, when, covered = chosen.tables, chosen.as_at, chosen.when, chosen.covered
    areas = shown_on(day)
    judgements = chosen.judgements(areas)
    over_time = _over_time(tables, areas, day)
    return Bundle(
        title=f"Ofsted's judgements of children's services in {covered.whom}, {when}",
        subject="Grades of every local authority in England, counted, and how they changed.",
        scope=[
            *dates(chosen),
            ("Where", [f"All local authorities of {covered.whom}"]),
        ],
        parts=[
            *_counted(tables, judgements, areas, when),
            _each_authority(judgements, areas, when),
            over_time,
            *_of_day(chosen),
        ],
        notes=picture_notes(chosen, judgements),
        charts=[_mix_chart(covered, when), *_time_charts(covered, over_time, areas, day)],
    )


def _counted(
    tables: Tables, judgements: pd.DataFrame, areas: tuple[str, ...], when: str
) -> list[BundlePart]:
    counts = known_never(tables, count_groups(judgements, areas))
    groups = [
        good_or_outstanding(known_never(tables, count_groups(judgements, areas, by))).assign(
            grouping=label
        )
        for by, label in GROUPINGS.items()
    ]
    good = good_or_outstanding(counts)[["judgement_area", "n", "share"]]
    wide = wide_counts(counts, _OF_PICTURE).merge(
        good, on="judgement_area", how="left", validate="one_to_one"
    )
    return [
        BundlePart(
            "Grades",
            f"Grades in {coverage_of(tables).whom}, {when}",
            f"One row is one judgement, {when}.",
            wide,
            england.PICTURE,
        ),
        BundlePart(
            "Regions and types",
            f"Good or outstanding by region and type of authority, {when}",
            f"One row is one group and judgement, {when}. Small groups: read the counts.",
            pd.concat(groups, ignore_index=True),
            england.GROUPS,
        ),
    ]


def _each_authority(judgements: pd.DataFrame, areas: tuple[str, ...], when: str) -> BundlePart:
    names = ("grade", "graded_as", "direction")
    relabelled = relabelled_areas(judgements)
    return BundlePart(
        "Local authorities",
        f"Every local authority in England, {when}",
        f"One row is one local authority, {when}.",
        one_row_each(judgements, areas, names),
        (*columns.one_row_each(areas, relabelled=relabelled, group=False), *PLACE),
    )


def _over_time(tables: Tables, areas: tuple[str, ...], day: date) -> BundlePart:
    good = good_or_outstanding(pictures(tables, last=day, every="quarter", areas=areas))
    share, judged = (
        good.pivot(index="as_at", columns="judgement_area", values=values).reindex(columns=areas)
        for values in ("share", "judged")  # every area is a column before the first quarter ended
    )
    rows = share.add_prefix("share_").join(judged.add_prefix("judged_")).reset_index()
    some = rows[[f"judged_{area}" for area in areas]].sum(axis=1) > 0
    return BundlePart(
        "Over time",
        "Good or outstanding in England since 2013, at the end of each quarter",
        f"One row is the end of one quarter, published by that day, to {day_words(day)}.",
        rows[some].reset_index(drop=True),
        england.over_time(areas),
    )


def _of_day(chosen: Selection) -> list[BundlePart]:
    tables, day, cutoff, when = chosen.tables, chosen.as_at, chosen.published_by, chosen.when
    shown = replace(chosen, areas=shown_on(day))
    since = day - timedelta(days=NEW_DAYS)
    waiting = waits_of(chosen)
    return [
        BundlePart(
            "New reports",
            f"Reports published from {day_words(since)} to {day_words(cutoff)}",
            f"One row is one judgement of one report, {when}.",
            published_since_of(shown, since),
            (columns.AUTHORITY, columns.CODE, *columns.NOW_AND_BEFORE),
        ),
        BundlePart(
            "Waits",
            f"Time since the last full inspection, {when}",
            "One row is one local authority, the longest wait first. Waits so far, never a promise "
            "of when the next inspection comes.",
            waiting,
            WAITS,
        ),
        BundlePart(
            "Ranges of waits",
            f"How long waits were that have ended, by overall grade, {when}",
            f"One row is one overall grade that began the wait; {COMPARED_WORDS} inspections.",
            wait_ranges(tables, waiting=waiting, as_at=day, published_by=cutoff),
            england.WAIT_RANGES,
        ),
        BundlePart(
            "Former local authorities",
            f"Local authorities that have ended by {day_words(day)}, with their last grades",
            "One row is one judgement. No grade of theirs counts for a successor.",
            former_authorities_of(shown),
            (columns.AUTHORITY, *england.ENDED, *columns.NOW_AND_BEFORE, columns.CODE),
        ),
    ]


def _mix_chart(covered: Coverage, when: str) -> Chart:
    return Chart(
        name="Grades chart",
        title=f"Grades in {covered.whom}, {when}",
        alt="Bars of the sheet Grades: for each judgement, how many local authorities have each "
        f"grade, {when}.",
        kind="stacked",
        of="Grades",
        labels="Judgement",
        series=columns.COUNT_HEADINGS,
        axis="Local authorities",
        colours=columns.COUNT_FILLS,
        patterns=columns.COUNT_PATTERNS,
    )


def _time_charts(
    covered: Coverage, part: BundlePart, areas: tuple[str, ...], day: date
) -> list[Chart]:
    """Lines of the judgements that enough local authorities had at every quarter drawn, if any.

    None where the tables hold a part only: a line of those would be read as England's.

    A share of a handful, when a judgement was new, would be drawn as high as one of them all.
    """
    enough = part.rows[[f"judged_{area}" for area in areas]] >= FEWEST_DRAWN
    drawn = np.flatnonzero(enough[f"judged_{OVERALL}"])
    if not len(drawn) or covered.is_partial:
        return []
    first = int(drawn[0])
    shown = [area for area in areas if enough[f"judged_{area}"].iloc[first:].all()]
    title = f"Good or outstanding in England at the end of each quarter, to {day_words(day)}"
    chart = Chart(
        name="Over time chart",
        title=title,
        alt="Lines of the sheet Over time: the share of the graded local authorities that are good "
        f"or outstanding. Drawn are judgements on which at least {FEWEST_DRAWN} had a grade at "
        "every quarter.",
        kind="lines",
        of=part.name,
        labels="As at",
        series=tuple(f"{AREA_SHORT_LABELS[area]} (%)" for area in shown),
        axis="Good or outstanding, of those graded",
        first=first,
    )
    return [chart] if shown else []
