"""The extract of England: grades as at a date, by region and type, over time, and what is new."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Unpack

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.coverage import Coverage, coverage_of
from ilacs_bench.benchmark.in_words import day_words, sentence_case
from ilacs_bench.benchmark.notes import picture_notes
from ilacs_bench.benchmark.pictures import (
    GROUPINGS,
    count_groups,
    former_authorities_of,
    good_or_outstanding,
    mask_never_inspected,
)
from ilacs_bench.benchmark.published import published_since_of
from ilacs_bench.benchmark.selection import DayOptions, Selection, full_signature, select
from ilacs_bench.benchmark.series import pictures
from ilacs_bench.benchmark.waits import wait_ranges, waits_of
from ilacs_bench.benchmark.wide import one_row_each, relabelled_areas, wide_counts
from ilacs_bench.columns.definitions import columns, wide_columns
from ilacs_bench.export.bundle import (
    Bundle,
    BundlePart,
    bundle_workbook,
    dates,
    grades_chart,
    part,
)
from ilacs_bench.export.workbook_model import Chart
from ilacs_bench.lookups.areas import shown_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, COMPARED_WORDS, OVERALL

NEW_DAYS, FEWEST_DRAWN = 183, 30
_OF_PICTURE = ["judgement_area", "judged", "of", "never_inspected"]


@full_signature
def national_workbook(
    tables: Tables, *, made_on: date | None = None, **options: Unpack[DayOptions]
) -> bytes:
    """Return an xlsx file of England as at a date; dates and errors as for `picture`."""
    return bundle_workbook(national_bundle(select(tables, **options)), made_on=made_on)


def national_bundle(chosen: Selection) -> Bundle:
    """Return England's grades, regions and types, all councils, trends, news and waits."""
    tables, day, when, covered = chosen.tables, chosen.as_at, chosen.when, chosen.covered
    areas = shown_on(day)
    judgements = chosen.judgements(areas)
    over_time = _over_time(tables, areas, day)
    return Bundle(
        title=f"Ofsted's judgements of children's services in {covered.whom}, {when}",
        subject="Grades of every local authority in England, counted, and how they changed.",
        scope=[*dates(chosen), ("Where", [f"All local authorities of {covered.whom}"])],
        parts=[
            *_counted(tables, judgements, areas, when),
            _each_authority(judgements, areas, when),
            over_time,
            *_of_day(chosen),
        ],
        notes=picture_notes(chosen, judgements),
        charts=[
            grades_chart(
                "Grades chart",
                "Grades",
                f"Grades in {covered.whom}, {when}",
                "Bars of the sheet Grades: for each judgement, how many local authorities have "
                f"each grade, {when}.",
            ),
            *_time_charts(covered, over_time, areas, day),
        ],
    )


def _counted(
    tables: Tables, judgements: pd.DataFrame, areas: tuple[str, ...], when: str
) -> list[BundlePart]:
    counts = mask_never_inspected(tables, count_groups(judgements, areas))
    groups = [
        good_or_outstanding(
            mask_never_inspected(tables, count_groups(judgements, areas, by))
        ).assign(grouping=sentence_case(label))
        for by, label in GROUPINGS.items()
    ]
    good = good_or_outstanding(counts)[["judgement_area", "n", "share"]]
    wide = wide_counts(counts, _OF_PICTURE).merge(
        good, on="judgement_area", how="left", validate="one_to_one"
    )
    return [
        part("england", wide, whom=coverage_of(tables).whom, when=when),
        part("regions_and_types", pd.concat(groups, ignore_index=True), when=when),
    ]


def _each_authority(judgements: pd.DataFrame, areas: tuple[str, ...], when: str) -> BundlePart:
    rows = one_row_each(judgements, areas, ("grade", "graded_as", "direction"))
    shown = wide_columns(areas, relabelled=relabelled_areas(judgements), group=False)
    return part("every_authority", rows, columns(*shown, "+place"), when=when)


def _over_time(tables: Tables, areas: tuple[str, ...], day: date) -> BundlePart:
    good = good_or_outstanding(pictures(tables, last=day, every="quarter", areas=areas))
    share, judged = (
        good.pivot(index="as_at", columns="judgement_area", values=values).reindex(columns=areas)
        for values in ("share", "judged")  # for dates before the first quarter
    )
    rows = share.add_prefix("share_").join(judged.add_prefix("judged_")).reset_index()
    some = rows[[f"judged_{area}" for area in areas]].sum(axis=1) > 0
    shown = columns(
        "as_at",
        *(f"share_{area}" for area in areas),
        *(f"judged_{area}" for area in areas),
        of=["over_time"],
    )
    return part("over_time", rows[some].reset_index(drop=True), shown, day=day_words(day))


def _of_day(chosen: Selection) -> list[BundlePart]:
    tables, day, cutoff, when = chosen.tables, chosen.as_at, chosen.published_by, chosen.when
    shown = replace(chosen, areas=shown_on(day))
    since = day - timedelta(days=NEW_DAYS)
    waiting = waits_of(chosen)
    ranges = wait_ranges(tables, waiting=waiting, as_at=day, published_by=cutoff)
    days = {"since": day_words(since), "cutoff": day_words(cutoff)}
    return [
        part("new_reports", published_since_of(shown, since), when=when, **days),
        part("waits", waiting, when=when),
        part("ranges_of_waits", ranges, when=when, compared=COMPARED_WORDS),
        part("former_authorities", former_authorities_of(shown), day=day_words(day)),
    ]


def _time_charts(
    covered: Coverage, part: BundlePart, areas: tuple[str, ...], day: date
) -> list[Chart]:
    """Return line charts of judgements that enough authorities had at every quarter.

    There are none where the tables are partial, since a line would be read as England's.

    Without this limit, the share of a few, when a judgement was new, would look like a share of
    all.
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
