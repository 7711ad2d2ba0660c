"""What was read of a report, marked on its pages."""

import os
import signal

import pytest
from PIL import Image, ImageChops
from report_pages import Ilacs, sif_2017

import ilacs_bench as ib
from ilacs_bench import marked_pages
from ilacs_bench.cli import main
from ilacs_bench.jail.child import end_children
from ilacs_bench.parse.report import parse_report
from ilacs_bench.reports import read_report


@pytest.fixture(scope="module", autouse=True)
def no_child_left():
    yield
    end_children()


@pytest.mark.parametrize("made", [Ilacs().pdf, sif_2017])
def test_all_that_was_read_is_marked(tmp_path, made):
    path = made().save(tmp_path / "report.pdf")
    report = parse_report(read_report(path))
    shown = ib.show_reading(path)
    assert list(shown.pages) == list(range(1, report.pages + 1))
    assert shown.missing == ()
    assert shown.problem is None
    kinds = [mark.kind for mark in shown.marks]
    assert kinds.count("judgement") == len(report.table.judgements)
    assert kinds.count("improvement") == len(report.improvements)
    assert kinds.count("finding") == len(report.findings)


def test_a_frame_stands_round_the_grade_and_not_round_the_same_word_elsewhere(tmp_path):
    path = Ilacs(summary="Good leaders know what good help is.").pdf().save(tmp_path / "report.pdf")
    page = ib.show_reading(path, 1).pages[1]
    plain = tmp_path / "plain.pdf"
    Ilacs(summary="Good leaders know what good help is.", table={"Leaders": "Good"}).pdf().save(
        plain
    )
    marked = _blue(page)
    assert marked.getbbox() is not None
    assert ib.show_reading(plain, 1).problem is not None
    assert _blue(ib.show_reading(plain, 1).pages[1]).getbbox() is None


def _blue(page: Image.Image) -> Image.Image:
    """The pixels that have the colour of a judgement's frame."""
    same = ImageChops.difference(page, Image.new("RGB", page.size, (0, 85, 170))).convert("L")
    return same.point(lambda value: 255 if value == 0 else 0)


def test_the_command_writes_a_picture_a_page(tmp_path, capsys):
    path = Ilacs(paragraphs=2).pdf().save(tmp_path / "report.pdf")
    out = tmp_path / "read"
    assert main(["show", str(path), "--page", "1", "--out", str(out)]) == 0
    assert [file.name for file in out.iterdir()] == ["page-1.png"]
    with Image.open(out / "page-1.png") as picture:
        assert picture.format == "PNG"
    said = capsys.readouterr().out
    assert f"Written: {out / 'page-1.png'}" in said
    n = len(ib.show_reading(path, 1).marks)
    assert f"Marked: {n} of {n} things that were read." in said


def test_a_report_that_is_not_read_is_shown_with_its_lines_and_why(tmp_path, capsys):
    path = Ilacs(table={"Leaders": "Good"}).pdf().save(tmp_path / "report.pdf")
    assert main(["show", str(path), "--out", str(tmp_path / "read")]) == 1
    assert "Not read: report.pdf" in capsys.readouterr().out
    assert (tmp_path / "read" / "page-1.png").is_file()


@pytest.mark.parametrize(
    ("name", "page", "words"),
    [("report.txt", None, "only a PDF"), ("report.pdf", 99, "has pages 1 to")],
)
def test_what_can_not_be_shown_is_said(tmp_path, name, page, words):
    path = Ilacs(paragraphs=1).pdf().save(tmp_path / "report.pdf").with_name(name)
    with pytest.raises(ib.IlacsBenchError, match=words):
        ib.show_reading(path, page)


def killed(*_) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_report_that_ends_its_reader_is_said_to_have(tmp_path, monkeypatch):
    path = Ilacs(paragraphs=1).pdf().save(tmp_path / "report.pdf")
    monkeypatch.setattr(marked_pages, "draw_reading", killed)
    with pytest.raises(ib.IlacsBenchError, match=r"report\.pdf"):
        ib.show_reading(path)
