"""A framework of the future is rows of `data/lookups`: it is read, and shown everywhere.

Two are made, begun on a day that is past, each with reports in our own words: one judges a fifth
thing, the other renames a judgement, goes on with one under another name, and drops one.
"""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from multiprocessing import get_context
from pathlib import Path

import pytest
from docx import Document
from html_reader import Html
from next_framework import begin, make
from python_calamine import CalamineWorkbook
from report_pages import CARE_LEAVERS, HELP, IN_CARE, LEADERS, Ilacs

from ilacs_bench.jail.child import end_children
from ilacs_bench.paths import LOOKUPS_VARIABLE, bundled

BEGAN, LAST_DAY = "2026-07-20", "2026-07-19"
SHORT_BREAKS = "The quality of short breaks for families"
SAFETY = "How safe children are"
LEADERSHIP = "The difference that leaders make"
WELCOME = "A warm welcome"
"""A theme that the coder has not learnt."""


@dataclass(frozen=True)
class Variant:
    """Rows of framework_areas and area_equivalents, tables of reports by council, what is new."""

    areas: list[str]
    reports: dict[str, dict[str, str]]
    area: str
    equivalents: list[str] = field(default_factory=list)


ADDED = Variant(
    areas=[
        *("leaders", "help_protection", "in_care", "care_leavers"),
        f"short_breaks,{SHORT_BREAKS},Short breaks",
    ],
    reports={
        council: dict.fromkeys([LEADERS, HELP, IN_CARE, CARE_LEAVERS], "Good")
        | {SHORT_BREAKS: grade}
        for council, grade in (
            ("Suffolk", "Inadequate"),
            ("Kent", "Good"),
            ("East Sussex", "Outstanding"),
        )
    },
    area="short_breaks",
)
CHANGED = Variant(
    areas=[f"leaders,{LEADERSHIP},Leadership", f"safety,{SAFETY},Safety", "in_care"],
    equivalents=["safety,help_protection,picture,,It goes on under another name"],
    reports={"Suffolk": {LEADERSHIP: "Good", SAFETY: "Inadequate", IN_CARE: "Good"}},
    area="safety",
)


Made = Callable[[str], Path]
"""Gives a file by its name, made when it is asked for first."""


@contextmanager
def framework(variant: Variant, place: Path) -> Iterator[Made]:
    """A process with the lookups of a framework, which makes what is asked for of its reports."""
    write_lookups_and_reports(variant, place)
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(LOOKUPS_VARIABLE, str(place / "lookups"))
            process.submit(begin, place).result()
        made = {"build"}

        def file(name: str) -> Path:
            what = name.partition("/")[0].partition(".")[0]
            if what not in made:
                process.submit(make, place, "suffolk", variant.area, what).result()
                made.add(what)
            return place / name

        yield file
        process.submit(end_children).result()


def write_lookups_and_reports(variant: Variant, place: Path) -> None:
    for folder in ("lookups", "reports"):
        (place / folder).mkdir()
    with_rows(place, "frameworks", [f"next,ilacs,ILACS from July 2026,{BEGAN},"])
    with_rows(place, "framework_areas", [f"next,{row}" for row in variant.areas])
    with_rows(place, "area_equivalents", variant.equivalents)
    with_rows(place, "themes", [f"a_welcome,{WELCOME},front_door,how families are greeted"])
    rows = [("file", "published", "source_url")]
    for council, table in variant.reports.items():
        title = (f"Inspection of {council} local", "authority children’s services")
        report = Ilacs(title=title, dates="20 to 24 July 2026", table=table, running_head=council)
        report.pdf().save(place / "reports" / f"{council}.pdf")
        rows.append((f"{council}.pdf", "2026-08-19", f"https://files.ofsted.gov.uk/v1/{council}"))
    with (place / "manifest.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    label = variant.areas[-1].split(",")[-1] if variant is ADDED else "Safety"
    (place / "paper.txt").write_text(f"Suffolk County Council\n\n{label}: Inadequate\n", "utf-8")


def with_rows(place: Path, name: str, rows: list[str]) -> None:
    """A lookup as it is, with these rows at its end; the newest framework ends before BEGAN."""
    text = bundled("data", "lookups", f"{name}.csv").read_text("utf-8")
    if name == "frameworks":
        text = re.sub(r",\n$", f",{LAST_DAY}\n", text)
    added = "".join(f"{row}\n" for row in rows)
    (place / "lookups" / f"{name}.csv").write_text(text + added, "utf-8")


@pytest.fixture(scope="module")
def added(tmp_path_factory) -> Iterator[Made]:
    with framework(ADDED, tmp_path_factory.mktemp("added")) as made:
        yield made


@pytest.fixture(scope="module")
def changed(tmp_path_factory) -> Iterator[Made]:
    with framework(CHANGED, tmp_path_factory.mktemp("changed")) as made:
        yield made


def words_of(file: Path) -> str:
    """All words that a file shows, one space apart."""
    if file.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(file)
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        words = [str(cell) for sheet in sheets for row in sheet for cell in row if cell != ""]
    elif file.suffix == ".docx":
        document = Document(str(file))
        cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
        words = [*(paragraph.text for paragraph in document.paragraphs), *cells]
    else:
        text = re.sub(r"<script.*?</script>", " ", file.read_text("utf-8"), flags=re.DOTALL)
        words = [unescape(re.sub(r"<[^>]+>", " ", text))]
    return " ".join(" ".join(words).split())


def rows_of(made: Made, name: str) -> list[dict[str, str]]:
    """The rows that `ilacs-bench ask` printed."""
    text = made(f"{name}.txt").read_text("utf-8").partition("\nData to ")[0]
    return list(csv.DictReader(io.StringIO(text)))


# A judgement is added.


def test_its_reports_are_read(added):
    told = words_of(added("build.txt"))
    assert "3 inspections (3 ILACS from July 2026), 0 problems" in told


@pytest.mark.parametrize("name", ["own-grades", "compare", "positions", "picture", "ask-new"])
def test_every_question_is_answered_with_it(added, name):
    rows = [row for row in rows_of(added, name) if row["judgement_area"] == "short_breaks"]
    assert "inadequate" in [row["grade"] for row in rows]


def test_a_theme_that_the_coder_has_not_learnt_is_named_and_not_counted(added):
    page = words_of(added("themes.html"))
    assert f"Not looked for yet: {WELCOME}." in page
    assert f"{WELCOME} 0" not in page  # nobody counted
    assert WELCOME not in words_of(added("england-themes.xlsx"))


def test_it_is_of_no_day_before_it_began(added):
    areas = [row["judgement_area"] for row in rows_of(added, "own-grades-before")]
    assert areas == ["leaders", "help_protection", "in_care", "care_leavers", "overall"]
    before = Html(added("council-before.html").read_text("utf-8"))
    assert not [row for row in before.rows if row and row[0] == "Short breaks"]


def test_the_council_is_found_by_it(added):
    text = added("found.txt").read_text("utf-8")
    (row,) = json.loads(text[: text.rindex("]") + 1])
    assert (row["la_name"], row["grade_short_breaks"]) == ("Suffolk", "inadequate")
    assert "1 of 153 local authorities" in words_of(added("find.html"))


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("council.html", "Short breaks Inadequate page 1 No earlier grade"),
        ("council.html", "Short breaks 1 higher, 0 same, 0 lower, 9 without a grade"),
        ("council.html", "Where their reports say so: Short breaks"),
        ("national.html", "2 of 3 local authorities are good or outstanding on short breaks"),
        ("find.html", "short breaks: inadequate"),
        ("new.html", "Short breaks"),
        ("themes.html", "19 Aug 2026 Short breaks"),
        ("extracts.html", "Short breaks"),
        ("site/council-suffolk.html", "Short breaks Inadequate page 1 No earlier grade"),
        ("site/national-short-breaks.html", "2 of 3 local authorities are good or outstanding on"),
        ("as-at.txt", "3 judged, of 153 local authorities"),
        ("check-paper.txt", "agrees"),
        ("good-elsewhere.txt", "short_breaks"),
        ("brief.docx", "Short breaks Inadequate Not graded"),
        ("council.docx", "Short breaks Inadequate Not graded"),
        ("distribution.svg", "Short breaks"),
        ("national-mix.svg", "Short breaks"),
        ("record.svg", "Short breaks"),
        ("steps.svg", "Short breaks: Suffolk and"),
        ("benchmark.xlsx", "inadequate on short breaks"),
        ("history.xlsx", SHORT_BREAKS),
        ("profile.xlsx", SHORT_BREAKS),
        ("england.xlsx", "Short breaks"),
        ("council.xlsx", SHORT_BREAKS),
        ("find.xlsx", "Short breaks"),
        ("new.xlsx", "Short breaks"),
        ("national.xlsx", "Short breaks"),
        ("extracts.xlsx", SHORT_BREAKS),
        ("themes.xlsx", "Short breaks"),
        ("extracts.csv", SHORT_BREAKS),
    ],
)
def test_it_is_on_every_page_and_in_every_file(added, file, words):
    assert words in words_of(added(file))


# One is renamed, one goes on under another name, one is dropped.


def test_what_is_renamed_has_its_new_name(changed):
    assert "Leadership Good page 1" in words_of(changed("council.html"))
    assert "Leaders" not in words_of(changed("council-before.html")).split()


def test_what_goes_on_under_another_name_takes_the_place_of_the_earlier_one(changed):
    assert [row["judgement_area"] for row in rows_of(changed, "own-grades")] == [
        *("leaders", "safety", "in_care", "care_leavers", "overall")
    ]
    row = rows_of(changed, "own-grades")[1]
    assert (row["grade"], row["direction"]) == ("inadequate", "declined")
    assert row["previous_area"] == "help_protection"
    assert "153 judged, of 153 local authorities" in words_of(changed("as-at.txt"))
    compared = words_of(changed("council.html"))
    assert f"graded on '{HELP}', shown under safety (" in compared
    assert "Safety Inadequate page 1" in compared


def test_before_that_day_it_has_its_earlier_name(changed):
    areas = [row["judgement_area"] for row in rows_of(changed, "own-grades-before")]
    assert areas[:2] == ["leaders", "help_protection"]
    cards = words_of(changed("council-before.html"))
    assert "Help and protection Requires improvement" in cards
    assert "Safety Requires improvement" not in cards


def test_what_is_dropped_is_still_shown_where_it_was_given(changed):
    rows = [row for row in rows_of(changed, "compare") if row["judgement_area"] == "care_leavers"]
    assert rows[0]["grade"] == ""
    assert {row["grade"] for row in rows[1:]} >= {"good", "requires_improvement"}
    assert "ILACS from July 2026, which does not grade it (Suffolk)" in words_of(
        changed("council.html")
    )


@pytest.mark.parametrize(
    "file",
    ["brief.docx", "benchmark.xlsx", "england.xlsx", "history.xlsx", "find.html", "national.html"],
)
def test_it_is_on_pages_and_in_files(changed, file):
    assert re.search(f"{SAFETY}|Safety", words_of(changed(file)))


# The lookups themselves.


def test_lookups_of_another_folder_stand_in_for_those_of_the_same_name():
    told = subprocess.run(
        [sys.executable, "-c", "import ilacs_bench.vocabulary"],
        env={**os.environ, LOOKUPS_VARIABLE: "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{LOOKUPS_VARIABLE} names /nowhere, which is no folder." in told.stderr
