"""The Excel extract of a comparison: exactly what the page shows, with its sources and caveats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.compare import Comparison
from ilacs_bench.benchmark.words import as_at_words, count_words, day_words
from ilacs_bench.export.fields import (
    AUTHORITY,
    CODE,
    DISTRIBUTION_FIELDS,
    GROUP_FIELDS,
    JUDGEMENT_FIELDS,
    POSITION_FIELDS,
    Field,
    make_frame,
    matrix_fields,
)
from ilacs_bench.export.workbook import Colours, Cover, Link, Sheet, write_workbook
from ilacs_bench.vocabulary import AREA_LABELS, GRADE_LABELS, read_lookup

LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
SOURCE_URL = "https://reports.ofsted.gov.uk/"
_COLOURS = {
    GRADE_LABELS[row["grade"]]: Colours(row["fill"], row["text"])
    for row in read_lookup("grade_colours")
}


def benchmark_workbook(comparison: Comparison, *, made_on: date | None = None) -> bytes:
    """An xlsx file of the comparison; `made_on`, today where not given, stands on its cover."""
    day = made_on or date.today()
    parts = _parts(comparison)
    sheets = [
        Sheet(part.name, part.title, part.about, make_frame(part.rows, part.fields))
        for part in parts
    ]
    return write_workbook(
        _cover(comparison, day), [*sheets, _dictionary(parts)], made_on=day, colours=_COLOURS
    )


@dataclass(frozen=True)
class _Part:
    """A sheet before it is one: rows of a table, and the fields to make of them."""

    name: str
    title: str
    about: str
    rows: pd.DataFrame
    fields: Sequence[Field]


def _parts(comparison: Comparison) -> list[_Part]:
    name, group = comparison.la_name, comparison.comparator_label
    when = as_at_words(comparison.as_at, comparison.published_by)
    councils = comparison.matrix.drop_duplicates("la_code").merge(
        comparison.group[["la_code", "rank", "closeness"]],
        on="la_code",
        how="left",
        validate="one_to_one",
    )
    return [
        _Part(
            "Own grades",
            f"{name}: grades now and at the inspection before",
            f"One row a judgement, {when}.",
            comparison.own,
            JUDGEMENT_FIELDS,
        ),
        _Part(
            "Positions",
            f"Where {name} stands",
            f"One row a judgement, {when}. {name} is counted with its group.",
            comparison.positions,
            POSITION_FIELDS,
        ),
        _Part(
            "Matrix",
            f"{name} and {group}, by judgement",
            f"One row a local authority, {name} first, {when}. An empty cell: not graded.",
            councils,
            matrix_fields(comparison.matrix, comparison.areas),
        ),
        _Part(
            "Judgements",
            f"{name} and {group}, every judgement in full",
            f"One row a local authority and judgement, {when}. An empty cell: not graded.",
            comparison.matrix,
            (AUTHORITY, CODE, *JUDGEMENT_FIELDS),
        ),
        _Part(
            "Distribution",
            f"Grades of the group: {group}",
            f"One row a judgement and grade, {when}. {name} itself is not counted.",
            comparison.distribution,
            DISTRIBUTION_FIELDS,
        ),
        _Part(
            "Group",
            f"The group: {group}",
            f"One row a local authority in existence on {day_words(comparison.as_at)}.",
            comparison.group,
            GROUP_FIELDS,
        ),
    ]


def _dictionary(parts: Sequence[_Part]) -> Sheet:
    rows = [(part.name, field.heading, field.meaning) for part in parts for field in part.fields]
    return Sheet(
        "Columns",
        "What each column means",
        "One row a column of the sheets before.",
        pd.DataFrame(rows, columns=["Sheet", "Column", "Meaning"]),
    )


def _cover(comparison: Comparison, made_on: date) -> Cover:
    areas = "; ".join(AREA_LABELS[area] for area in comparison.areas)
    return Cover(
        title=f"Ofsted's judgements: {comparison.la_name} and {comparison.comparator_label}",
        rows=[
            ("As at", comparison.as_at),
            ("Published by", comparison.published_by),
            ("Local authority", f"{comparison.la_name} ({comparison.la_code})"),
            ("Compared with", f"{_size(comparison)}: {comparison.comparator_label}"),
            ("Judgements", areas),
            ("Made on", made_on),
            ("Counted", _RULE),
            ("Source", Link("Ofsted's inspection reports and official statistics", SOURCE_URL)),
            ("Copyright", "© Crown copyright, Ofsted. Made with ilacs_bench, not by Ofsted."),
            ("Licence", Link("Open Government Licence v3.0", LICENCE_URL)),
            *((f"Note {n}", note) for n, note in enumerate(comparison.notes, start=1)),
        ],
    )


def _size(comparison: Comparison) -> str:
    return count_words(len(comparison.group), "local authority", "local authorities")


_RULE = (
    "The latest full inspection of each local authority in existence on the as-at date, with its "
    "first day on site by that date and its report published by the date after it. A grade may be "
    "years old: read its age with it. Direction of travel is against the full inspection before."
)
