"""Draw everything that was read from a report on its pages, to help mend the parser.

A page is drawn as printed. Lines of text that were kept are underlined in grey; others were treated
as page furniture or footnotes. Headings, judgements, areas for improvement and sentences of
findings have a frame and a label, as in the tables.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageDraw, ImageFont

from ilacs_bench.errors import IlacsBenchError, JobEnded, NotAReport, ParseError, ReadError
from ilacs_bench.jail.child import run_sandboxed
from ilacs_bench.parse.outline import cut_sections
from ilacs_bench.parse.report import Report, parse_report
from ilacs_bench.reports import content_of, read_report
from ilacs_bench.reports.document import Document, Line, report_name
from ilacs_bench.reports.upright import upright

_SECONDS = 300  # seconds for all pages of a report, which take about ten
_SCALE = 2.0  # pixels per point: 144 dots per inch
_MARGIN = 150  # points added on the left, for the labels
_COLOURS = {
    "heading": (66, 66, 66),
    "judgement": (0, 85, 170),
    "improvement": (170, 60, 0),
    "finding": (0, 110, 60),
}
_KEPT = (150, 150, 150)
_LOOK_AHEAD = 60  # words; a footer and a running head may interrupt a sentence
_SAME_ROW = 10  # pixels
_LABEL = 20  # pixels from one label to the next
_FEWEST = 0.6  # share of a passage's words that must be found


@dataclass(frozen=True)
class Mark:
    """Something that was read: its kind, label, first page, and words.

    `line` is the printed line of a heading or judgement, whose words occur elsewhere too.
    """

    kind: str
    label: str
    page: int
    text: str
    line: Line | None = None


@dataclass(frozen=True)
class ReadingShown:
    """The result: `pages` maps page numbers to images; `missing` are marks not found.

    `problem` says why the report could not be read; None if it was.
    """

    pages: dict[int, Image.Image]
    marks: tuple[Mark, ...]
    missing: tuple[Mark, ...]
    problem: str | None


@dataclass(frozen=True)
class _Word:
    letters: str
    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


def show_reading(path: Path | str, page: int | None = None) -> ReadingShown:
    """Return images of a PDF's pages, or of one, with everything that was read marked.

    A report that can't be parsed is shown with the lines that were kept. Raises IlacsBenchError for
    another kind of file or a page number that it does not have, ReadError for a damaged file. It is
    read and drawn in a sandboxed process.
    """
    path = Path(path)
    if path.suffix.lower() != ".pdf":
        raise IlacsBenchError(f"{path.name}: only a PDF has pages that can be shown.")
    try:
        drawn, marks, missing, problem = run_sandboxed(
            _SECONDS, draw_reading, Path(path.name), content_of(path), page
        )
    except JobEnded as error:
        raise ReadError(report_name(path), str(error)) from error
    pages: dict[int, Image.Image] = {
        number: Image.open(io.BytesIO(png)) for number, png in drawn.items()
    }
    return ReadingShown(pages, marks, missing, problem)


def draw_reading(
    path: Path, content: bytes, page: int | None
) -> tuple[dict[int, bytes], tuple[Mark, ...], tuple[Mark, ...], str | None]:
    """Return the parts of `show_reading` for a file's content, images as PNG.

    Raises the same errors.
    """
    document = read_report(path, content)
    if page is not None and not 1 <= page <= document.pages:
        raise IlacsBenchError(f"{path.name} has pages 1 to {document.pages}, and no page {page}.")
    problem = None
    marks: tuple[Mark, ...] = ()
    try:
        marks = tuple(_marks(document, parse_report(document)))
    except (NotAReport, ParseError) as error:
        problem = str(error)
    pdf = pdfium.PdfDocument(content)
    try:
        words = [word for index in range(len(pdf)) for word in _words(pdf, index)]
        places = [_find(mark, words) for mark in marks]
        wanted = range(1, len(pdf) + 1) if page is None else [page]
        drawn = {number: _png(_draw(pdf, number, document, marks, places)) for number in wanted}
    finally:
        pdf.close()
    missing = tuple(mark for mark, place in zip(marks, places, strict=True) if not place)
    return drawn, marks, missing, problem


def _png(picture: Image.Image) -> bytes:
    content = io.BytesIO()
    picture.save(content, format="PNG")
    return content.getvalue()


def _marks(document: Document, report: Report) -> Iterator[Mark]:
    for section in cut_sections(document.lines[report.table.after :], report.table.family):
        if section.lines and section.opens != "summary":
            first = section.lines[0]
            yield Mark("heading", f"below: {section.opens}", first.page, first.text, first)
    for row in report.table.judgements:
        line = row.last_line
        yield Mark(
            "judgement", f"{row.area}: {row.grade or 'not judged'}", line.page, line.text, line
        )
    for item in report.improvements:
        yield Mark("improvement", f"{item.kind} {item.number}", item.page, item.text)
    for finding in report.findings:
        number = "summary" if finding.paragraph is None else f"paragraph {finding.paragraph}"
        label = f"{number}, sentence {finding.sentence}"
        yield Mark("finding", label, finding.page, finding.text)


def _words(pdf: pdfium.PdfDocument, index: int) -> Iterator[_Word]:
    """Yield the words of a page in the order of the file, with the boxes of their letters."""
    page, textpage = upright(pdf, index)
    try:
        letters, boxes = "", []
        for at in range(textpage.count_chars()):
            letter = chr(pdfium_c.FPDFText_GetUnicode(textpage, at))
            if letter.isalnum():
                letters += letter.casefold()
                boxes.append(textpage.get_charbox(at))
            elif letters:
                yield _Word(letters, index + 1, tuple(boxes))
                letters, boxes = "", []
        if letters:
            yield _Word(letters, index + 1, tuple(boxes))
    finally:
        textpage.close()
        page.close()


def _find(mark: Mark, words: Sequence[_Word]) -> list[_Word]:
    """Return the words of a mark on its page, and on the next if it continues; [] if not found."""
    if mark.line is not None:
        return [word for word in words if _on_line(word, mark.line)]
    wanted = _split(mark.text)
    starts = (at for at, word in enumerate(words) if word.page == mark.page)
    tries = (_follow(wanted, words, at) for at in starts if words[at].letters in wanted[:2])
    best = max(tries, key=lambda found: (len(found), -_length(found, words)), default=[])
    return [words[at] for at in best] if len(best) >= _FEWEST * len(wanted) else []


def _on_line(word: _Word, line: Line) -> bool:
    """Return whether a word is on a line, not left of where it begins."""
    left, bottom, _, top = word.boxes[0]
    middle = line.y + line.size / 3
    return word.page == line.page and left >= line.x - 1 and bottom - 1 <= middle <= top + 1


def _split(text: str) -> list[str]:
    plain = "".join(letter.casefold() if letter.isalnum() else " " for letter in text)
    return plain.split()


def _follow(wanted: Sequence[str], words: Sequence[_Word], start: int) -> list[int]:
    """Return indices of the wanted words from `start` on, in order, skipping missing ones."""
    found: list[int] = []
    at = start
    for letters in wanted:
        candidates = range(at, min(at + _LOOK_AHEAD, len(words)))
        next_one = next((place for place in candidates if words[place].letters == letters), None)
        if next_one is not None:
            found.append(next_one)
            at = next_one + 1
    return found


def _length(found: Sequence[int], words: Sequence[_Word]) -> int:
    return found[-1] - found[0] if found else len(words)


def _draw(
    pdf: pdfium.PdfDocument,
    number: int,
    document: Document,
    marks: Iterable[Mark],
    places: Iterable[Sequence[_Word]],
) -> Image.Image:
    page, textpage = upright(pdf, number - 1)
    try:
        bitmap = page.render(scale=_SCALE)
        to_pixels = bitmap.get_posconv(page).to_bitmap
        printed = bitmap.to_pil().convert("RGB")
        margin = int(_MARGIN * _SCALE)
        picture = Image.new("RGB", (printed.width + margin, printed.height), "white")
        picture.paste(printed, (margin, 0))
        draw = ImageDraw.Draw(picture, "RGBA")
        for line in (line for line in document.lines if line.page == number):
            x, y = to_pixels(line.x, line.y - 2)
            draw.line([(x + margin, y), (picture.width - 20, y)], fill=(*_KEPT, 140))
        edge = min((line.x for line in document.lines if line.page == number), default=0)
        shown = []
        for mark, place in zip(marks, places, strict=True):
            boxes = [box for word in place if word.page == number for box in word.boxes]
            if boxes:
                corners = [(*to_pixels(x0, y1), *to_pixels(x1, y0)) for x0, y0, x1, y1 in boxes]
                shown.append((_frame(draw, mark, corners, margin), mark))
        _label(draw, shown, margin, margin + to_pixels(edge, 0)[0])
        return picture
    finally:
        textpage.close()
        page.close()


def _frame(
    draw: ImageDraw.ImageDraw,
    mark: Mark,
    corners: Sequence[tuple[float, float, float, float]],
    margin: int,
) -> float:
    """Draw a frame around each printed line of a mark; return the height of the first one."""
    colour = _COLOURS[mark.kind]
    rows: list[list[float]] = []
    for left, top, right, bottom in corners:
        if rows and abs(rows[-1][3] - bottom) < _SAME_ROW and left >= rows[-1][0]:
            row = rows[-1]
            row[1], row[2], row[3] = min(row[1], top), max(row[2], right), max(row[3], bottom)
        else:
            rows.append([left, top, right, bottom])
    if mark.kind == "heading":  # it is above this line
        draw.line([(margin, rows[0][1] - 6), (rows[0][2] + margin, rows[0][1] - 6)], colour, 3)
        return rows[0][1] - _LABEL
    for left, top, right, bottom in rows:
        place = (left + margin - 2, top - 2, right + margin + 2, bottom + 2)
        draw.rectangle(place, fill=(*colour, 40), outline=colour)
    return rows[0][1]


def _label(
    draw: ImageDraw.ImageDraw, shown: Iterable[tuple[float, Mark]], margin: int, edge: float
) -> None:
    """Write the labels on the left, from top to bottom, without overlaps."""
    font = ImageFont.load_default(_LABEL - 2)
    lowest = 0.0
    for top, mark in sorted(shown, key=lambda placed: placed[0]):
        at = max(top - 2, lowest)
        colour = _COLOURS[mark.kind]
        draw.text((8, at), mark.label, fill=colour, font=font)
        draw.line([(margin - 12, at + _LABEL / 2), (edge - 6, top + 8)], fill=colour)
        lowest = at + _LABEL
