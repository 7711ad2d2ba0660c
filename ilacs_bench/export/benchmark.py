"""The extract of a comparison: exactly what the page shows, with its sources and caveats."""

from datetime import date

import pandas as pd

from ilacs_bench.benchmark.compare import Comparison
from ilacs_bench.benchmark.wide import one_row_each, relabelled_areas, wide_counts
from ilacs_bench.benchmark.words import as_at_words, count_words, day_words
from ilacs_bench.columns import judgements as columns
from ilacs_bench.export.book import Chart
from ilacs_bench.export.bundle import Bundle, Part, bundle_workbook, dates
from ilacs_bench.vocabulary import AREA_LABELS


def benchmark_workbook(comparison: Comparison, *, made_on: date | None = None) -> bytes:
    """An xlsx file of the comparison; `made_on`, today where not given, stands on its cover."""
    return bundle_workbook(benchmark_bundle(comparison), made_on=made_on)


def benchmark_bundle(comparison: Comparison) -> Bundle:
    """A council beside its group: grades, positions, every judgement, the group and its grades."""
    name, group = comparison.la_name, comparison.comparator_label
    return Bundle(
        title=f"Ofsted's judgements: {name} and {group}",
        subject=f"How Ofsted judged {name}'s children's services, beside those of {group}.",
        scope=[
            *dates(comparison.coverage, comparison.as_at, comparison.published_by),
            ("Local authority", [f"{name} ({comparison.la_code})"]),
            ("Compared with", [f"{_size(comparison)}: {group}"]),
            ("Judgements", ["; ".join(AREA_LABELS[area] for area in comparison.areas)]),
        ],
        parts=[*_of_council(comparison), *_of_group(comparison)],
        notes=comparison.notes,
        charts=[_chart(comparison)] if len(comparison.group) else [],
    )


def own_grades_part(rows: pd.DataFrame, name: str, when: str) -> Part:
    """A council's grades, from the rows of `own_grades`."""
    return Part(
        "Own grades",
        f"{name}: grades now and at the inspection before",
        f"One row is one judgement, {when}.",
        rows,
        columns.NOW_AND_BEFORE,
    )


def _of_council(comparison: Comparison) -> list[Part]:
    name, when = comparison.la_name, _when(comparison)
    return [
        own_grades_part(comparison.own, name, when),
        Part(
            "Positions",
            f"Where {name} stands",
            f"One row is one judgement, {when}. {name} is counted with its group.",
            comparison.positions,
            columns.POSITION,
        ),
    ]


def _of_group(comparison: Comparison) -> list[Part]:
    name, group, when = comparison.la_name, comparison.comparator_label, _when(comparison)
    names = ("grade", "graded_as", "direction")
    councils = one_row_each(comparison.matrix, comparison.areas, names).merge(
        comparison.group[["la_code", "rank", "closeness"]],
        on="la_code",
        how="left",
        validate="one_to_one",
    )
    return [
        Part(
            "Matrix",
            f"{name} and {group}, by judgement",
            f"One row is one local authority, {name} first, {when}.",
            councils,
            columns.one_row_each(comparison.areas, relabelled=relabelled_areas(comparison.matrix)),
        ),
        Part(
            "Judgements",
            f"{name} and {group}, every judgement in full",
            f"One row is one judgement of one local authority, {when}.",
            comparison.matrix,
            (columns.AUTHORITY, columns.CODE, *columns.NOW_AND_BEFORE),
        ),
        Part(
            "Distribution",
            f"Grades of the group: {group}",
            f"One row is one judgement, {when}. {name} itself is not counted.",
            wide_counts(comparison.distribution, ["judgement_area", "judged", "of"]),
            columns.DISTRIBUTION,
        ),
        Part(
            "Group",
            f"The group: {group}",
            f"One row is one local authority in existence on {day_words(comparison.as_at)}.",
            comparison.group,
            columns.GROUP,
        ),
    ]


def _chart(comparison: Comparison) -> Chart:
    title = f"Grades of {comparison.comparator_label}, {_when(comparison)}"
    return Chart(
        name="Distribution chart",
        title=title,
        alt=f"Bars of the sheet Distribution: for each judgement, how many of "
        f"{_size(comparison)} have each grade, {_when(comparison)}.",
        kind="stacked",
        of="Distribution",
        labels="Judgement",
        series=columns.COUNT_HEADINGS,
        axis="Local authorities",
        colours=columns.COUNT_FILLS,
    )


def _when(comparison: Comparison) -> str:
    return as_at_words(comparison.as_at, comparison.published_by)


def _size(comparison: Comparison) -> str:
    return count_words(len(comparison.group), "local authority", "local authorities")
