"""LibreOffice opens workbooks and papers as they are; skipped, and said so, without it."""

import shutil
import subprocess

import pypdfium2 as pdfium
import pytest
from every_workbook import bundle_of, facts, workbook_of

from ilacs_bench.briefings.content import briefing
from ilacs_bench.briefings.word import word_document

SOFFICE = shutil.which("soffice")
KINDS = [("small", "benchmark"), ("facts", "themes of England")]
"""Two: each takes two seconds. All kinds are looked at in test_guidance and test_open_xml."""


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """A PDF of each workbook, and of the briefing with the longest list of what must improve."""
    if SOFFICE is None:
        pytest.skip("LibreOffice (soffice) is not installed: workbooks were not opened with it")
    folder = tmp_path_factory.mktemp("office")
    names = [f"{of}_{kind}.xlsx".replace(" ", "_") for of, kind in KINDS]
    for name, (of, kind) in zip(names, KINDS, strict=True):
        (folder / name).write_bytes(workbook_of(of, kind))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    paper = briefing(facts(), "Tameside", as_at="2026-08-20")
    (folder / "briefing.docx").write_bytes(word_document(paper))
    files = [str(folder / name) for name in [*names, "briefing.docx"]]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=240)
    return folder


@pytest.mark.parametrize(("of", "kind"), KINDS)
def test_workbook_opens_and_shows_every_sheet(converted, of, kind):
    document = pdfium.PdfDocument(converted / f"{of}_{kind}.pdf".replace(" ", "_"))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    words = " ".join(" ".join(pages).split())
    assert "Err:5" not in words
    assert "#NAME?" not in words
    for part in bundle_of(of, kind).parts:
        if len(part.rows):
            assert " ".join(part.title.split())[:40] in words
    document.close()


def test_summary_is_one_printed_page_and_the_briefing_at_most_four(converted):
    benchmark = pdfium.PdfDocument(converted / "small_benchmark.pdf")
    feet = [page.get_textpage().get_text_bounded() for page in benchmark]
    assert sum("Summary, page" in words for words in feet) == 1
    benchmark.close()
    paper = pdfium.PdfDocument(converted / "briefing.pdf")
    assert len(paper) <= 4
    paper.close()
