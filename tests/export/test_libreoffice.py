"""LibreOffice opens workbooks as they are; skipped, and said so, where it is not there."""

import shutil
import subprocess

import pypdfium2 as pdfium
import pytest
from every_workbook import bundle_of, workbook_of

SOFFICE = shutil.which("soffice")
KINDS = [
    ("small", "benchmark"),
    ("small", "profile"),
    ("small", "tables"),
    ("facts", "themes of England"),
]


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """A PDF of each workbook."""
    if SOFFICE is None:
        pytest.skip("LibreOffice (soffice) is not installed: workbooks were not opened with it")
    folder = tmp_path_factory.mktemp("office")
    names = [f"{of}_{kind}.xlsx".replace(" ", "_") for of, kind in KINDS]
    for name, (of, kind) in zip(names, KINDS, strict=True):
        (folder / name).write_bytes(workbook_of(of, kind))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(folder / name) for name in names]
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
