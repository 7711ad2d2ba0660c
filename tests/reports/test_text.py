"""Reports as plain text, as pdftotext prints them, and as Markdown."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from report_pages import CARE_LEAVERS, HELP, ILACS_TABLES, IN_CARE, LEADERS

from ilacs_bench.parse.report import Report, parse_report
from ilacs_bench.reports import read_report
from ilacs_bench.reports.text import read_text_pages

GRADES = {
    "leaders": "good",
    "help_protection": "requires_improvement",
    "in_care": "outstanding",
    "care_leavers": "inadequate",
}
WRAPPED = f"""Inspection of East Sussex local
authority children’s services
Inspection dates: 11 to 22 May 2026

Lead inspector:         Ada Byron, His Majesty’s Inspector

Judgement                                     Grade

The impact of leaders on social work          Good
practice with children and families

The experiences and progress of               Requires improvement to be
children who need help and protection         good

{IN_CARE}      Outstanding

{CARE_LEAVERS}      Inadequate

Families are heard. Leaders
know what to do next.
\fWhat needs to improve?

    ■   The pace of help for families.
        (outcome 1, national framework)
    ■   More.

{LEADERS}: good

    1. Leaders listen. They have listened since
       2019. They will go on.

    2. They act.
\f{HELP}: requires improvement to be good

    3. Help is quick for all who are older than
       25. That is as it should be.
"""


def parsed(tmp_path: Path, name: str, text: str) -> Report:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return parse_report(read_report(path))


def grades(report: Report) -> dict[str, str | None]:
    return {judgement.area: judgement.grade for judgement in report.table.judgements}


def test_hard_wrapped_text_with_form_feeds(tmp_path):
    report = parsed(tmp_path, "some.txt", WRAPPED)
    assert grades(report) == GRADES
    assert report.cover.start == date(2026, 5, 11)
    assert report.lead_inspector == "Ada Byron"
    assert [(i.text, i.national_framework, i.page) for i in report.improvements] == [
        ("The pace of help for families.", "outcome 1", 2),
        ("More.", None, 2),
    ]
    assert report.last_paragraph == 3
    numbered = {(f.paragraph, f.section, f.page) for f in report.findings if f.paragraph}
    assert numbered == {(1, "leaders", 2), (2, "leaders", 2), (3, "help_protection", 3)}


def test_markdown_with_tables_headings_and_emphasis(tmp_path):
    rows = [f"| {label} | **{grade}** |" for label, grade in ILACS_TABLES["ilacs_2026"].items()]
    report = parsed(
        tmp_path,
        "some.md",
        "\n".join(
            [
                "# Inspection of East Sussex local authority children’s services",
                "**Inspection dates:** 11 to 22 May 2026",
                "",
                "**Lead inspector:** Ada Byron, HMI",
                "",
                "| Judgement | Grade |",
                "| --- | :---: |",
                *rows,
                "",
                "Families are heard.",
                "## What needs to improve?",
                "",
                "- The pace of help. (Enabler two)",
                "- More.",
                "",
                f"## {LEADERS}: good",
                "",
                "1. Leaders listen.",
                "2. They act.",
            ]
        ),
    )
    assert grades(report) == GRADES
    assert report.lead_inspector == "Ada Byron"
    assert [i.national_framework for i in report.improvements] == ["enabler 2", None]
    assert [f.text for f in report.findings if f.paragraph] == ["Leaders listen.", "They act."]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_endings_and_byte_order_mark(tmp_path, ending):
    path = tmp_path / "some.txt"
    path.write_bytes(ending.join(["\ufeffOne", "  Two", "", "Three"]).encode())
    lines = read_text_pages(path.name, path.read_bytes())[0][0].lines
    assert [line.text for line in lines] == ["One", "Two", "Three"]
    assert lines[1].x > lines[0].x
    assert lines[1].y - lines[2].y > lines[0].y - lines[1].y


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_a_report_saved_in_another_encoding_is_the_same_report(tmp_path, encoding):
    text = WRAPPED.replace("■", "•")
    path = tmp_path / "other.txt"
    path.write_bytes(text.encode(encoding))
    other, usual = parse_report(read_report(path)), parsed(tmp_path, "usual.txt", text)
    assert replace(other, name="", sha256="") == replace(usual, name="", sha256="")


def test_a_stray_byte_is_a_doubt_and_changes_no_other_letter(tmp_path):
    path = tmp_path / "some.txt"
    path.write_bytes(WRAPPED.encode().replace(b"Leaders listen", b"Leaders\xff listen"))
    stray, usual = parse_report(read_report(path)), parsed(tmp_path, "usual.txt", WRAPPED)
    assert stray.cover == usual.cover
    assert [f.text.replace("ÿ", "") for f in stray.findings] == [f.text for f in usual.findings]
    doubt, *others = stray.doubts
    assert doubt.message.startswith("Some letters may be wrong (line 30): the bytes")
    assert tuple(others) == usual.doubts


def test_heads_at_the_foot_of_text_pages_go_however_many_blank_lines_part_them(tmp_path):
    foot = "\n\nInspection of Somewhere\n1 to 5 June 2025\n\n{n}\n\n"
    words = [[f"Line {a}{b} of page {c}." for a in "abcde" for b in "stuvwxyz"] for c in "klmn"]
    pages = ["\n".join(page) + foot.format(n=n) for n, page in enumerate(words, start=1)]
    path = tmp_path / "converted.txt"
    path.write_text("\f".join(pages))
    assert [line.text for line in read_report(path).lines] == [
        text for page in words for text in page
    ]
