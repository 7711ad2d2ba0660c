"""The extract of local authorities found by filters, with their grades."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ilacs_bench.benchmark.find_councils import filter_words, find_councils
from ilacs_bench.benchmark.in_words import count_words
from ilacs_bench.benchmark.notes import picture_notes
from ilacs_bench.benchmark.resolve import Day
from ilacs_bench.benchmark.selection import DayOptions, Selection, select
from ilacs_bench.benchmark.wide import one_row_each, relabelled_areas
from ilacs_bench.columns.definitions import columns, wide_columns
from ilacs_bench.export.bundle import Bundle, bundle_workbook, dates, part
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREAS

_GRADE = "grade_"


def councils_workbook(
    tables: Tables,
    *,
    as_at: Day = None,
    published_by: Day = None,
    made_on: date | None = None,
    **filters: Any,
) -> bytes:
    """Return an xlsx file of the local authorities that match filters of `find_councils`.

    Arguments, dates and errors are as for `find_councils`.
    """
    chosen = select(tables, as_at=as_at, published_by=published_by)
    return bundle_workbook(councils_bundle(chosen, filters), made_on=made_on)


def councils_bundle(chosen: Selection, filters: Mapping[str, Any]) -> Bundle:
    """Return one row per local authority found, then one per judgement."""
    days: DayOptions = {"as_at": chosen.as_at, "published_by": chosen.published_by}
    found = find_councils(chosen.tables, **filters, **days)
    areas = [area for area in AREAS if f"{_GRADE}{area}" in found]
    judgements = chosen.judgements(areas)
    judgements = judgements[judgements["la_code"].isin(found["la_code"])].reset_index(drop=True)
    relabelled = relabelled_areas(judgements)
    as_areas = one_row_each(judgements, relabelled, ["graded_as"])
    names = ["la_code", *(f"graded_as_{area}" for area in relabelled)]
    conditions = filter_words(**{name: given for name, given in filters.items() if name != "areas"})
    filters_words = "; ".join(conditions) or "all of England"
    when = chosen.when
    n = count_words(len(found), "local authority", "local authorities")
    return Bundle(
        title=f"Local authorities by Ofsted's judgements: {filters_words}",
        subject=f"{n}, {when}: {filters_words}.",
        scope=[*dates(chosen), ("Local authorities", [f"{n}: {filters_words}"])],
        parts=[
            part(
                "found",
                found.merge(as_areas[names], on="la_code", how="left", validate="one_to_one"),
                columns(
                    *wide_columns(areas, relabelled=relabelled, group=False), "dfe_number +place"
                ),
                filters=filters_words,
                when=when,
            ),
            part("found_in_full", judgements, when=when),
        ],
        notes=picture_notes(chosen, judgements),
    )
