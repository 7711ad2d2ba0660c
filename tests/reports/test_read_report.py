"""Files that are, and are not, readable reports."""

import os

import pytest
from pdf_pages import ReportPdf
from report_pages import Ilacs

from ilacs_bench.errors import IlacsBenchError, ReadError
from ilacs_bench.reports import content_of, find_reports, read_report


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("page.pdf", b"\n<!DOCTYPE html><html><body>Not here</body></html>", "a web page saved"),
        ("page.pdf", b"<html>", "a web page saved"),
        ("empty.pdf", b"", "empty"),
        ("blank.pdf", b"\n\n", "empty"),
        ("half.pdf", b"%PDF-1.7\n1 0 obj", "damaged or was only partly downloaded"),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n", "not a PDF"),
        ("empty.txt", b"", "empty"),
        ("blank.md", b" \n ", "empty"),
        ("binary.txt", b"a\0b", "not text"),
    ],
)
def test_files_that_are_no_reports_say_what_they_are(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=message) as raised:
        read_report(path)
    assert raised.value.report == name


def test_a_pdf_locked_with_a_password(tmp_path):
    path = Ilacs().pdf(user_password="secret").save(tmp_path / "locked.pdf")
    with pytest.raises(ReadError, match="locked with a password"):
        read_report(path)


def test_a_pdf_that_only_may_not_be_changed_is_read(tmp_path):
    path = Ilacs().pdf(user_password="").save(tmp_path / "protected.pdf")
    assert read_report(path).lines[0].text == "Inspection of East Sussex local"


def test_a_scanned_pdf_has_no_text(tmp_path):
    pages = ReportPdf()
    pages.rect(100, 100, 50, 50)
    pages.footer = lambda: None
    with pytest.raises(ReadError, match="no text, perhaps only scanned pictures"):
        read_report(pages.save(tmp_path / "scan.pdf"))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_pdf_cut_short_is_an_error_or_still_itself(tmp_path, share):
    whole = Ilacs().pdf().save(tmp_path / "whole.pdf").read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ReadError, match=r"damaged|no text"):
        read_report(path)


def test_a_pdf_with_a_damaged_page(tmp_path):
    path = Ilacs().pdf().save(tmp_path / "damaged.pdf")
    path.write_bytes(path.read_bytes().replace(b"/Type /Page\n", b"/Type /Pale\n", 1))
    with pytest.raises(ReadError, match="damaged"):
        read_report(path)


def test_of_a_file_too_large_to_be_a_report_no_more_is_read(tmp_path):
    (tmp_path / "large.txt").write_text("four")
    assert content_of(tmp_path / "large.txt", 4) == b"four"
    with pytest.raises(ReadError, match=r"more than .* MB: no report"):
        content_of(tmp_path / "large.txt", 3)
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ReadError, match="This is no file"):
        content_of(tmp_path / "folder.txt")


def test_a_name_that_is_no_text_is_said_as_well_as_can_be(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    try:
        path.write_text("Some words.")
    except OSError:
        pytest.skip("this system has no such names")
    assert read_report(path).name == "caf\ufffd.txt"


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ReadError, match="can't be opened: No such file"):
        read_report(tmp_path / "gone.txt")


def test_reports_are_found_in_folders_below(tmp_path):
    for name in ("b.pdf", "A.PDF", "in/c.txt", "in/d.md", "notes.docx", "e.pdf.part"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    (tmp_path / "folder.pdf").mkdir()
    found = [str(path.relative_to(tmp_path)) for path in find_reports(tmp_path)]
    assert found == ["A.PDF", "b.pdf", "in/c.txt", "in/d.md"]


def test_a_link_that_leads_nowhere_is_found_and_said(tmp_path):
    path = tmp_path / "gone.pdf"
    path.symlink_to(path)
    assert find_reports(tmp_path) == [path]
    with pytest.raises(ReadError, match="can't be opened"):
        read_report(path)


def test_a_folder_that_may_not_be_looked_into_is_not_passed_over(tmp_path, monkeypatch):
    def refuse(folder):
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(IlacsBenchError, match=r"can't be looked into: Permission denied\."):
        find_reports(tmp_path)
