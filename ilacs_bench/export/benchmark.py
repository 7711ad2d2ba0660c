"""The extract of a comparison: the same rows as on the page, with sources and caveats."""

from dataclasses import replace
from datetime import date

from ilacs_bench.benchmark.compare import Comparison, snapshot_of
from ilacs_bench.benchmark.in_words import count_words, day_words
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.benchmark.standing import standing
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
from ilacs_bench.export.summary import summary_part
from ilacs_bench.export.workbook_model import Chart, Summary
from ilacs_bench.vocabulary import AREA_LABELS

FEWEST_FOR_SHARES = 30
"""For smaller groups only counts are given: a share of ten councils suggests too much precision."""


def benchmark_workbook(comparison: Comparison, *, made_on: date | None = None) -> bytes:
    """Return the comparison as an xlsx file; `made_on` (default today) is on its cover."""
    return bundle_workbook(benchmark_bundle(comparison), made_on=made_on)


def comparison_bundle(chosen: Selection) -> Bundle:
    """Return the bundle of the comparison with `snapshot` for a Selection."""
    return benchmark_bundle(snapshot_of(chosen))


def benchmark_bundle(comparison: Comparison) -> Bundle:
    """Return a council beside its group: positions, all judgements, the group's grades."""
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
        parts=[
            part("positions", beside, name=name, when=comparison.selection.when),
            *_of_group(comparison),
        ],
        notes=comparison.notes,
        summary=Summary(
            replace(summary_part(comparison, beside).sheet, one_page=True),
            _chart(comparison) if len(comparison.group) else None,
        ),
    )


def _of_group(comparison: Comparison) -> list[BundlePart]:
    names = ("grade", "graded_as", "direction")
    councils = one_row_each(comparison.matrix, comparison.areas, names).merge(
        comparison.group[["la_code", "rank", "closeness"]],
        on="la_code",
        how="left",
        validate="one_to_one",
    )
    words = {
        "name": comparison.la_name,
        "group": comparison.comparator_label,
        "when": comparison.selection.when,
        "day": day_words(comparison.as_at),
    }
    shares = "+shares" if len(comparison.group) >= FEWEST_FOR_SHARES else ""
    counted = columns("judgement_in_short +counts judged of", shares, of=["distribution"])
    counts = wide_counts(comparison.distribution, ["judgement_area", "judged", "of"])
    areas = wide_columns(comparison.areas, relabelled=relabelled_areas(comparison.matrix))
    return [
        part("matrix", councils, areas, **words),
        part("matrix_in_full", comparison.matrix, **words),
        part("distribution", counts, counted, **words),
        part("group", comparison.group, **words),
    ]


def _chart(comparison: Comparison) -> Chart:
    when = comparison.selection.when
    return grades_chart(
        "Summary",
        "Distribution",
        f"Grades of {comparison.comparator_label}, {when}",
        f"Bars of the sheet Distribution: for each judgement, how many of {_size(comparison)} "
        f"have each grade, {when}.",
    )


def _size(comparison: Comparison) -> str:
    return count_words(len(comparison.group), "local authority", "local authorities")
