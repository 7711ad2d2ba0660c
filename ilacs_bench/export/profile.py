"""The extract of one council: its grades, its record, what must improve, and the evidence."""

from datetime import date
from typing import Unpack

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.council_profile import council_profile
from ilacs_bench.benchmark.selection import DayOptions, Selection, full_signature, select
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
    """An xlsx file of a council's profile; arguments and errors as for `snapshot`."""
    return bundle_workbook(
        council_bundle(select(tables, authority, to, **options)), made_on=made_on
    )


def council_bundle(chosen: Selection) -> Bundle:
    """What the page of a council shows, and the evidence behind every theme."""
    profile = council_profile(chosen)
    name, when = profile.la_name, chosen.when
    source_url = profile.own["source_url"].iloc[0]
    return Bundle(
        title=f"Ofsted's inspections of {name}",
        subject=f"{name}: grades, every inspection, what must improve, themes and evidence.",
        scope=[
            *dates(chosen),
            ("Local authority", [f"{name} ({chosen.la_code})"]),
            ("Themes compared with", [profile.comparator_label]),
            ("Since the last inspection", [profile.wait]),
        ],
        parts=[
            part("own_grades", profile.own, name=name, when=when),
            *record_parts(profile.record, name, when),
            *theme_parts(chosen, name, source_url),
        ],
        notes=[*profile.notes, TYPE_NOTE, MACHINE_NOTE],
        charts=[own_chart(name, when)],
    )
