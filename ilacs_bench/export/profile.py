"""The extract of one council: its grades, record, areas for improvement and evidence."""

from dataclasses import replace
from datetime import date
from typing import Unpack

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.compare import own_grades_of
from ilacs_bench.benchmark.notes import coming_notes, predecessor_notes
from ilacs_bench.benchmark.selection import DayOptions, Selection, full_signature, select
from ilacs_bench.benchmark.trajectories import trajectories_of
from ilacs_bench.benchmark.waits import own_wait_of
from ilacs_bench.export.bundle import (
    MACHINE_NOTE,
    TYPE_NOTE,
    Bundle,
    bundle_workbook,
    dates,
    part,
)
from ilacs_bench.export.history import record_parts
from ilacs_bench.export.themes import own_chart, theme_parts
from ilacs_bench.lookups.areas import all_areas_on
from ilacs_bench.tables.store import Tables


@full_signature
def profile_workbook(
    tables: Tables,
    authority: str,
    to: To = "neighbours",
    *,
    made_on: date | None = None,
    **options: Unpack[DayOptions],
) -> bytes:
    """Return an xlsx file of a council's profile; arguments and errors as for `snapshot`."""
    return bundle_workbook(
        council_bundle(select(tables, authority, to, **options)), made_on=made_on
    )


def council_bundle(chosen: Selection) -> Bundle:
    """Return the tables of a council's page, and the evidence behind every theme."""
    tables, la_code, when = chosen.tables, chosen.la_code, chosen.when
    own = own_grades_of(chosen)
    first = own.iloc[0]
    name = str(first["la_name"])
    record = trajectories_of(replace(chosen, to=None, areas=all_areas_on(chosen.as_at)))
    return Bundle(
        title=f"Ofsted's inspections of {name}",
        subject=f"{name}: grades, every inspection, what must improve, themes and evidence.",
        scope=[
            *dates(chosen),
            ("Local authority", [f"{name} ({la_code})"]),
            ("Themes compared with", [chosen.comparator.label_for(first)]),
            ("Since the last inspection", [own_wait_of(chosen)["sentence"].iloc[0]]),
        ],
        parts=[
            part("own_grades", own, name=name, when=when),
            *record_parts(record, name, when),
            *theme_parts(chosen, name, first["source_url"]),
        ],
        notes=[
            *chosen.covered.notes(chosen.published_by),
            *predecessor_notes(tables, la_code, name),
            *coming_notes(tables, {la_code: name}, chosen.as_at),
            TYPE_NOTE,
            MACHINE_NOTE,
        ],
        charts=[own_chart(name, when)],
    )
