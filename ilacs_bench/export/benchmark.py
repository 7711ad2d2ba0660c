"""The extract of a comparison: exactly what the page shows, with its sources and caveats."""

from dataclasses import replace
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.compare import Comparison, snapshot_of
from ilacs_bench.benchmark.english import count_words, day_words
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.benchmark.standing import standing
from ilacs_bench.benchmark.wide import one_row_each, relabelled_areas, wide_counts
from ilacs_bench.columns import judgements as columns
from ilacs_bench.export.bundle import Bundle, BundlePart, bundle_workbook, dates
from ilacs_bench.export.summary import summary_part
from ilacs_bench.export.workbook_model import Chart, Summary
from ilacs_bench.vocabulary import AREA_LABELS, AREA_SHORT_LABELS

_IN_SHORT = replace(columns.JUDGEMENT, labels=AREA_SHORT_LABELS, meaning="Area judged, in short")


def benchmark_workbook(comparison: Comparison, *, made_on: date | None = None) -> bytes:
    """An xlsx file of the comparison; `made_on`, today where not given, stands on its cover."""
    return bundle_workbook(benchmark_bundle(comparison), made_on=made_on)


def comparison_bundle(chosen: Selection) -> Bundle:
    """`benchmark_bundle` of the comparison that `snapshot` makes of what is selected."""
    return benchmark_bundle(snapshot_of(chosen))


def benchmark_bundle(comparison: Comparison) -> Bundle:
    """A council beside its group: where it stands, every judgement, the group and its grades."""
    name, group = comparison.la_name, comparison.comparator_label
    beside = standing(comparison.selection)
    return Bundle(
        title=f"Ofsted's judgements: {name} and {group}",
        subject=f"How Ofsted judged {name}'s children's services, beside those of {group}.",
        scope=[
            *dates(comparison.selection),
            ("Local authority", [f"{name} ({comparison.la_code})"]),
            ("Compared with", [f"{_size(comparison)}: {group}"]),
            ("Judgements", ["; ".join(AREA_LABELS[area] for area in comparison.areas)]),
        ],
        parts=[_positions(comparison, beside), *_of_group(comparison)],
        notes=comparison.notes,
        summary=Summary(
            replace(summary_part(comparison, beside).sheet, one_page=True),
            _chart(comparison) if len(comparison.group) else None,
        ),
    )


def own_grades_part(rows: pd.DataFrame, name: str, when: str) -> BundlePart:
    """A council's grades, from the rows of `own_grades`."""
    return BundlePart(
        "Own grades",
        f"{name}: grades now and at the previous inspection",
        f"One row is one judgement, {when}.",
        rows,
        columns.NOW_AND_BEFORE,
    )


def _positions(comparison: Comparison, beside: pd.DataFrame) -> BundlePart:
    name = comparison.la_name
    return BundlePart(
        "Positions",
        f"Where {name} stands in its group, its region and England",
        f"One row is one group and judgement, {comparison.selection.when}. Columns of "
        f"numbers count the others; sentences count {name} too.",
        beside,
        (columns.STANDING[0], _IN_SHORT, *columns.STANDING[2:]),
        keys=2,
    )


def _of_group(comparison: Comparison) -> list[BundlePart]:
    name, group, when = comparison.la_name, comparison.comparator_label, comparison.selection.when
    names = ("grade", "graded_as", "direction")
    councils = one_row_each(comparison.matrix, comparison.areas, names).merge(
        comparison.group[["la_code", "rank", "closeness"]],
        on="la_code",
        how="left",
        validate="one_to_one",
    )
    counted = columns.DISTRIBUTION
    if len(comparison.group) >= columns.FEWEST_FOR_SHARES:
        counted = (*counted, *columns.SHARES)
    return [
        BundlePart(
            "Matrix",
            f"{name} and {group}, by judgement",
            f"One row is one local authority, {name} first, {when}.",
            councils,
            columns.one_row_each(comparison.areas, relabelled=relabelled_areas(comparison.matrix)),
        ),
        BundlePart(
            "Judgements",
            f"{name} and {group}, every judgement in full",
            f"One row is one judgement of one local authority, {name} first, {when}.",
            comparison.matrix,
            (columns.AUTHORITY, _IN_SHORT, columns.CODE, *columns.NOW_AND_BEFORE[1:]),
            keys=2,
        ),
        BundlePart(
            "Distribution",
            f"Grades of the group: {group}",
            f"One row is one judgement, {when}. {name} itself is not counted.",
            wide_counts(comparison.distribution, ["judgement_area", "judged", "of"]),
            (_IN_SHORT, *counted[1:]),
        ),
        BundlePart(
            "Group",
            f"The group: {group}",
            f"One row is one local authority in existence on {day_words(comparison.as_at)}.",
            comparison.group,
            columns.GROUP,
        ),
    ]


def _chart(comparison: Comparison) -> Chart:
    when = comparison.selection.when
    return Chart(
        name="Summary",
        title=f"Grades of {comparison.comparator_label}, {when}",
        alt=f"Bars of the sheet Distribution: for each judgement, how many of "
        f"{_size(comparison)} have each grade, {when}.",
        kind="stacked",
        of="Distribution",
        labels="Judgement",
        series=columns.COUNT_HEADINGS,
        axis="Local authorities",
        colours=columns.COUNT_FILLS,
        patterns=columns.COUNT_PATTERNS,
    )


def _size(comparison: Comparison) -> str:
    return count_words(len(comparison.group), "local authority", "local authorities")
