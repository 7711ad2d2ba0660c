"""What the page 'compare councils' says, as HTML. Pure: a comparison in, text out."""

from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol

import pandas as pd

from ilacs_bench.benchmark.compare import Comparison
from ilacs_bench.benchmark.coverage import NOT_IN_TABLES, Coverage
from ilacs_bench.benchmark.ledger import INSPECTION_COLUMNS
from ilacs_bench.benchmark.words import age_words, as_at_words, count_words, day_words, days_words
from ilacs_bench.slugs import slug
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_LABELS, AREA_SHORT_LABELS, FRAMEWORKS, GRADES
from ilacs_bench.widgets.render import render_part

BEST_FIRST = tuple(reversed(GRADES))

_OF_OWN = (
    *INSPECTION_COLUMNS,
    *(f"previous_{name}" for name in INSPECTION_COLUMNS),
    "judgement_area",
    "grade",
    "graded_as",
    "page",
    "age_days",
    "previous_grade",
    "previous_area",
    "previous_page",
    "direction",
)


class OwnGrades(Protocol):
    """What is told of one authority alone: a Comparison has it, and a CouncilProfile."""

    @property
    def la_code(self) -> str: ...  # noqa: D102

    @property
    def coverage(self) -> Coverage: ...  # noqa: D102

    @property
    def la_name(self) -> str: ...  # noqa: D102

    @property
    def as_at(self) -> date: ...  # noqa: D102

    @property
    def published_by(self) -> date: ...  # noqa: D102

    @property
    def own(self) -> pd.DataFrame: ...  # noqa: D102


def own_view(comparison: OwnGrades) -> str:
    """The authority's own grades, now and at the inspection before, with links to the reports."""
    rows = records(comparison.own, _OF_OWN)
    knows_all = comparison.coverage.knows_all_of(comparison.la_code)
    return render_part(
        "own",
        now=inspection_words(rows[0], ""),
        before=inspection_words(rows[0], "previous_"),
        rows=[_own_row(row) for row in rows],
        as_at=day_words(comparison.as_at),
        knows_all=knows_all,
        before_none="not inspected" if knows_all else NOT_IN_TABLES,
        no_inspection=none_words(comparison),
        **common(comparison),
    )


def none_words(comparison: OwnGrades) -> str:
    """That the authority had no inspection, or that none is in the tables; the date follows."""
    return comparison.coverage.no_inspection_of(comparison.la_code, comparison.la_name)


def positions_view(comparison: Comparison) -> str:
    """One sentence a judgement area on where the authority stands in its group."""
    rows = [
        {"label": AREA_SHORT_LABELS[row["judgement_area"]], "sentence": row["sentence"]}
        for row in records(comparison.positions, ["judgement_area", "sentence"])
    ]
    return render_part("positions", rows=rows, **common(comparison))


def distribution_view(comparison: Comparison) -> str:
    """The counts behind the chart: one row a judgement area, one column a grade."""
    rows = []
    columns = ("judgement_area", "grade", "n", "judged", "of")
    of_areas = groupby(records(comparison.distribution, columns), itemgetter("judgement_area"))
    for area, counts in of_areas:
        by_grade = {count["grade"]: count for count in counts}
        first = by_grade[GRADES[0]]
        rows.append(
            {
                "label": AREA_SHORT_LABELS[area],
                "counts": [by_grade[grade]["n"] for grade in BEST_FIRST],
                "judged": first["judged"],
                "of": first["of"],
            }
        )
    return render_part(
        "distribution",
        rows=rows,
        grades=BEST_FIRST,
        group=comparison.comparator_label,
        **common(comparison),
    )


def notes_view(comparison: Comparison) -> str:
    """What a reader must know beside the figures, with the source and its licence."""
    return render_part(
        "notes",
        notes=comparison.notes,
        as_at=day_words(comparison.as_at),
        **common(comparison),
    )


def shown_sentence(comparison: Comparison) -> str:
    """What is on the page, in a sentence for its status line."""
    if comparison.group.empty:
        return (
            f"{comparison.la_name} alone, {_when(comparison)}: nobody is in the group "
            f"‘{comparison.comparator_label}’. Choose another to compare."
        )
    councils = count_words(len(comparison.group), "council", "councils")
    return (
        f"{comparison.la_name} beside {councils}: {comparison.comparator_label}, "
        f"{_when(comparison)}."
    )


def file_name(comparison: Comparison, *what: str) -> str:
    """Name of a file without its ending: the authority, the group, what it shows, the date."""
    name = slug(comparison.la_name, "_")
    return "_".join([name, comparison.comparator, *what, f"{comparison.as_at:%Y-%m-%d}"])


def common(comparison: OwnGrades) -> dict[str, str]:
    """What every part names: the authority, and the date."""
    return {"la_name": comparison.la_name, "when": _when(comparison)}


def _when(comparison: OwnGrades) -> str:
    return as_at_words(comparison.as_at, comparison.published_by)


def inspection_words(row: dict[str, Any], prefix: str) -> dict[str, Any] | None:
    """A row's inspection in words, or with 'previous_' the one before; None where there is none."""
    if row[f"{prefix}inspection_id"] is None:
        return None
    start, published = row[f"{prefix}start"], row[f"{prefix}published"]
    return {
        "when": days_words(start, row[f"{prefix}end"]) if start else "Days on site not known",
        "day": day_words(published or start),
        "published": day_words(published) if published else None,
        "type": _type_words(row[f"{prefix}inspection_type"], row[f"{prefix}inspection_type_basis"]),
        "framework": FRAMEWORKS[row[f"{prefix}framework"]].label,
        "age": None if prefix else age_words(row["age_days"]),
        "url": row[f"{prefix}source_url"],
    }


def _type_words(kind: str | None, basis: str | None) -> str | None:
    """'short inspection', marked where no source says so and its length tells it."""
    marked = ", inferred from its length" if basis == "inferred" else ""
    return f"{kind} inspection{marked}" if kind else None


def _own_row(row: dict[str, Any]) -> dict[str, Any]:
    area = row["judgement_area"]
    return {
        "label": AREA_LABELS[area],
        "grade": row["grade"],
        "page": row["page"],
        "graded_as": relabelled(area, row["graded_as"]),
        "previous_grade": row["previous_grade"],
        "previous_page": row["previous_page"],
        "previous_as": relabelled(area, row["previous_area"]),
        "direction": row["direction"],
    }


def relabelled(area: str, graded_as: str | None) -> str | None:
    """The label of the area actually graded, where it is another one than shown."""
    return AREA_SHORT_LABELS[graded_as] if graded_as and graded_as != area else None
