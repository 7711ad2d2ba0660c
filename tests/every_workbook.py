"""Each kind of workbook that can be made, from small tables with awkward text or from the facts."""

from collections.abc import Callable
from datetime import date
from functools import cache

from factories import authority, bullet, inspected, neighbours, sentence, some_tables
from guidance_rules import Written

from ilacs_bench.benchmark.selection import Selection, select
from ilacs_bench.export.benchmark import comparison_bundle
from ilacs_bench.export.bundle import Bundle, bundle_workbook
from ilacs_bench.export.extract_rows import ExtractChoice
from ilacs_bench.export.extracts import KINDS, extract_bundle, make_extract
from ilacs_bench.export.found_councils import councils_bundle
from ilacs_bench.export.history import history_bundle
from ilacs_bench.export.national import national_bundle
from ilacs_bench.export.new_reports import new_bundle
from ilacs_bench.export.profile import council_bundle
from ilacs_bench.export.themes import england_bundle, evidence_bundle
from ilacs_bench.export.tidy import tables_bundle
from ilacs_bench.tables.store import Tables, load

DAY, FIRST, MADE_ON = date(2024, 6, 30), date(2013, 11, 1), date(2024, 7, 15)
LATELY = date(2024, 1, 1)
HOSTILE = '=HYPERLINK("http://x")&_x0041_\'<b>'
OLD = inspected("A", "2017-05-01", "2017-07-01", help_protection="good", overall="good")
NEW = inspected(
    "A",
    "2023-05-01",
    "2023-07-01",
    leaders="inadequate",
    help_protection="good",
    in_care="outstanding",
    overall="good",
)
OTHER = inspected("B", "2019-05-06", "2019-07-01", leaders="outstanding", overall="good")
LONG = "@" + "Long words of a report. " * 2000


@cache
def small_tables() -> Tables:
    """Three authorities, one never inspected, with text that tries to be something else."""
    return some_tables(
        OLD,
        NEW,
        OTHER,
        authorities=[authority("A", la_name=HOSTILE), authority("B"), authority("C")],
        neighbours=neighbours("A", "B", "C"),
        coded=[
            bullet(
                NEW, "supervision", "assessment", text="+ Supervision\x0b\x00", tags="outcome 4"
            ),
            bullet(NEW, text="-1"),
            bullet(OLD, "supervision", text=LONG),
            sentence(NEW, "leaders", "strength", "supervision", text="\t=cmd|' /C calc'!A0"),
            sentence(NEW, "summary", "weakness", "voice", paragraph=None, text="🙂 \r\n two lines"),
            sentence(OTHER, "leaders", "weakness", "supervision"),
        ],
    )


@cache
def facts() -> Tables:
    return load()


def _extract(tables: Tables, what: str) -> Bundle:
    choice = ExtractChoice(what, DAY, FIRST, DAY)
    return extract_bundle(make_extract(tables, choice, "All of England"))


def _of(make: Callable[[Selection], Bundle], to: str | None = "neighbours"):
    return lambda tables, la: make(select(tables, la, to, as_at=DAY))


MAKERS: dict[str, Callable[[Tables, str], Bundle]] = {
    "benchmark": _of(comparison_bundle),
    "history": _of(history_bundle),
    "history alone": _of(history_bundle, None),
    "profile": _of(council_bundle),
    "themes of a council": _of(evidence_bundle),
    "themes of England": lambda t, _: england_bundle(select(t, as_at=DAY)),
    "national": lambda t, _: national_bundle(select(t, as_at=DAY)),
    "new": _of(lambda chosen: new_bundle(chosen, FIRST if chosen.la_code == "A" else LATELY)),
    "councils found": lambda t, la: councils_bundle(
        select(t, as_at=DAY), {"name": la, "grades": {"overall": ["good", "inadequate"]}}
    ),
    "tables": lambda t, _: tables_bundle(t),
    **{f"extract: {kind}": lambda t, _, kind=kind: _extract(t, kind) for kind in KINDS},
}
COUNCIL = {"small": "A", "facts": "E10000029"}
OF_FACTS = tuple(kind for kind in MAKERS if kind != "tables" and not kind.startswith("extract"))
CASES = [("small", kind) for kind in MAKERS] + [("facts", kind) for kind in OF_FACTS]
"""The tables and the kind. The facts' whole tables are too many to read back cell by cell."""


@cache
def bundle_of(of: str, kind: str) -> Bundle:
    tables = small_tables() if of == "small" else facts()
    return MAKERS[kind](tables, COUNCIL[of])


@cache
def workbook_of(of: str, kind: str) -> bytes:
    return bundle_workbook(bundle_of(of, kind), made_on=MADE_ON)


@cache
def written_of(of: str, kind: str) -> Written:
    """The workbook read back, for tests that look at it and change nothing."""
    return Written(workbook_of(of, kind))
