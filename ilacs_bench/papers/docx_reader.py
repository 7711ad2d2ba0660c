"""The text of a Word document, read with care: papers come from anywhere.

Only the one part with the text is read, to a limit of its unpacked size; a document type, which
could name entities or outside files, is refused before anything of it is read.
"""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import NoReturn
from xml.parsers import expat

from ilacs_bench.errors import ReadError
from ilacs_bench.papers.paper import Passage
from ilacs_bench.reports.document import report_name

MOST_BYTES = 30 * 2**20
"""Of a part, unpacked; the text of a paper of 500 pages has some 5 MB."""
_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}
_SKIPPED = ("del", "moveFrom", "Fallback")
"""What was deleted or moved away, and what stands in for something that was read already."""


def read_docx(path: Path) -> tuple[Passage, ...]:
    """The passages of a Word document. Raises ReadError in words that say what to do about it."""
    name = report_name(path)
    try:
        with zipfile.ZipFile(path) as archive:
            part = _main_part(name, archive)
            content = _read_part(name, archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ReadError(
            name, "The file is no Word document, is damaged or is protected by a password."
        ) from error
    reader = _Reader(name)
    _parse(name, content, reader.start, reader.end, reader.text)
    return tuple(reader.passages)


def _main_part(name: str, archive: zipfile.ZipFile) -> str:
    """The part with the text; Word names it in the file's relationships."""
    targets: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "")
        if _local(tag) == "Relationship" and kind.endswith("/officeDocument"):
            targets.append(attributes.get("Target", "").lstrip("/"))

    _parse(name, _read_part(name, archive, "_rels/.rels"), start, lambda _: None, lambda _: None)
    return str(PurePosixPath(targets[0])) if targets else "word/document.xml"


def _read_part(name: str, archive: zipfile.ZipFile, part: str) -> bytes:
    try:
        with archive.open(part) as file:
            content = file.read(MOST_BYTES + 1)
    except KeyError as error:
        raise ReadError(name, "The file is no Word document: it has no text inside.") from error
    except zlib.error as error:
        raise ReadError(name, "The file is damaged.") from error
    if len(content) > MOST_BYTES:
        raise ReadError(name, f"Its text unpacks to more than {MOST_BYTES // 2**20} MB: no paper.")
    return content


def _parse(
    name: str,
    content: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise ReadError(name, "The file declares a document type, which no Word document does.")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ReadError(name, f"The file is damaged: {error}.") from error


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


class _Reader:
    """Gathers passages while the text goes by: paragraphs, and rows of the outermost tables."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.passages: list[Passage] = []
        self._paragraphs: list[list[str]] = []  # those that are open; a text box is in a paragraph
        self._cells: list[list[str]] = []
        self._depth = self._tables = self._rows = self._numbered = self._skipping = 0
        self._in_text = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        local = _local(tag)
        if self._skipping or local in _SKIPPED:
            self._skipping += 1
            return
        if tag.partition(" ")[0] not in _NAMESPACES:
            return
        self._open(local)
        self._in_text = local == "t"

    def _open(self, local: str) -> None:
        if local == "tbl":
            self._depth += 1
            if self._depth == 1:
                self._tables, self._rows = self._tables + 1, 0
        elif local == "tr" and self._depth == 1:
            self._rows, self._cells = self._rows + 1, []
        elif local == "tc" and self._depth == 1:
            self._cells.append([])
        elif local == "p":
            self._paragraphs.append([])
        elif local in _BREAKS and self._paragraphs:
            self._paragraphs[-1].append(_BREAKS[local])

    def text(self, words: str) -> None:
        if self._in_text and self._paragraphs and not self._skipping:
            self._paragraphs[-1].append(words)

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        if tag.partition(" ")[0] not in _NAMESPACES:
            return
        local = _local(tag)
        self._in_text = False
        if local == "p" and self._paragraphs:
            self._end_paragraph("".join(self._paragraphs.pop()).strip())
        elif local == "tr" and self._depth == 1:
            self._end_row()
        elif local == "tbl":
            self._depth -= 1

    def _end_paragraph(self, words: str) -> None:
        if self._depth and self._cells:
            self._cells[-1].append(words)
        elif words:
            self._numbered += 1
            self.passages.append(Passage(f"paragraph {self._numbered}", words))

    def _end_row(self) -> None:
        cells = tuple(" ".join(word for word in cell if word) for cell in self._cells)
        place = f"table {self._tables}, row {self._rows}"
        if any(cells):
            self.passages.append(Passage(place, " ".join(cells), cells, self._tables))
        self._cells = []
