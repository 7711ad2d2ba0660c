"""Papers of a council that is made up of facts, in words of our own."""

from io import BytesIO
from pathlib import Path

from docx import Document

FRONT = """# {name}: outcome of the inspection

Report to: Cabinet
Date of meeting: {day}

"""


def a_paper(
    folder: Path,
    body: str,
    *,
    name: str = "East Sussex County Council",
    day: str = "18 September 2018",
) -> Path:
    """A Markdown paper of a council that met on a day."""
    path = folder / "paper.md"
    path.write_text(FRONT.format(name=name, day=day) + body, encoding="utf-8")
    return path


def a_word_paper(folder: Path, paragraphs: list[str], rows: list[list[str]]) -> Path:
    """A Word paper: paragraphs, and one table."""
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    written = BytesIO()
    document.save(written)
    path = folder / "paper.docx"
    path.write_bytes(written.getvalue())
    return path
