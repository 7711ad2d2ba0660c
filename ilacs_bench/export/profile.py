"""The extract of one council: its grades, its record, what must improve, and the evidence."""

from datetime import date

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.council_profile import CouncilProfile, council_profile
from ilacs_bench.benchmark.english import as_at_words
from ilacs_bench.benchmark.resolve import Day
from ilacs_bench.export.benchmark import own_grades_part
from ilacs_bench.export.bundle import MACHINE_NOTE, TYPE_NOTE, Bundle, bundle_workbook, dates
from ilacs_bench.export.history import record_parts
from ilacs_bench.export.themes import own_chart, theme_parts
from ilacs_bench.tables.store import Tables


def profile_workbook(
    tables: Tables,
    authority: str,
    to: To = "neighbours",
    *,
    as_at: Day = None,
    published_by: Day = None,
    made_on: date | None = None,
) -> bytes:
    """An xlsx file of a council's profile; arguments and errors as for `snapshot`."""
    bundle = council_bundle(tables, authority, to, as_at=as_at, published_by=published_by)
    return bundle_workbook(bundle, made_on=made_on)


def council_bundle(
    tables: Tables,
    authority: str,
    to: To = "neighbours",
    *,
    as_at: Day = None,
    published_by: Day = None,
) -> Bundle:
    """`profile_bundle` of the profile that `council_profile` makes of the same arguments."""
    profile = council_profile(tables, authority, to, as_at=as_at, published_by=published_by)
    return profile_bundle(tables, profile, to)


def profile_bundle(tables: Tables, profile: CouncilProfile, to: To) -> Bundle:
    """What the page of a council shows, and the evidence behind every theme."""
    name, when = profile.la_name, as_at_words(profile.as_at, profile.published_by)
    asked = {"as_at": profile.as_at, "published_by": profile.published_by}
    source_url = profile.own["source_url"].iloc[0]
    return Bundle(
        title=f"Ofsted's inspections of {name}",
        subject=f"{name}: grades, every inspection, what must improve, themes and evidence.",
        scope=[
            *dates(profile.coverage, profile.as_at, profile.published_by),
            ("Local authority", [f"{name} ({profile.la_code})"]),
            ("Themes compared with", [profile.comparator_label]),
            ("Since the last inspection", [profile.wait]),
        ],
        parts=[
            own_grades_part(profile.own, name, when),
            *record_parts(profile.record, name, when),
            *theme_parts(tables, profile.la_code, name, to, asked, source_url),
        ],
        notes=[*profile.notes, TYPE_NOTE, MACHINE_NOTE],
        charts=[own_chart(name, when)],
    )
