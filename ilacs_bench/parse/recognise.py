"""Recognise documents that are not full inspection reports."""

from ilacs_bench.errors import NotAReport, ParseError
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.parse.wording import plain
from ilacs_bench.reports.document import Document

_FRONT = 40  # number of lines that identify a document
_TITLE = 6  # maximum number of lines of a title
_LONGEST_TITLE = 70  # words; no report has more than 35 before its dates
_TITLES = (
    "local authority children's services",
    "inspection of children's social care services",
    "inspection of services for children in need of help and protection",
)


def refuse(document: Document, error: ParseError) -> ParseError | NotAReport:
    """Return the error to report for a document without a readable cover and judgement table.

    It is NotAReport, saying what the document is, if its front does; else `error`, because an
    unreadable full inspection report must not be treated as something else.
    """
    front = _words(document, _FRONT)
    inspection = any(title in front for title in _TITLES)
    kind = _kind(_words(document, _TITLE), decisive=True)
    if not kind and not (inspection and _full_report(front)):
        kind = _kind(front)
    if kind:
        return NotAReport(document.name, f"Set aside: this is {kind}.")
    if inspection:
        return error
    return NotAReport(
        document.name,
        "Set aside: this does not look like the report of a full inspection of a local authority's "
        "children's services. It has no title, dates and judgements such as Ofsted prints.",
    )


def refuse_other(document: Document, title: str) -> None:
    """Raise NotAReport if the text before the dates shows another kind of document.

    A council's paper may quote dates and judgements, and look like a report.
    """
    kind = _kind(plain(title), decisive=True)
    if kind:
        raise NotAReport(document.name, f"Set aside: this is {kind}.")
    if len(title.split()) > _LONGEST_TITLE:
        raise NotAReport(
            document.name,
            "Set aside: this seems to be a paper that quotes a report. Much more than a title "
            "stands before the inspection dates.",
        )


def _words(document: Document, lines: int) -> str:
    return plain(" ".join(line.text for line in document.lines[:lines]))


def _kind(front: str, *, decisive: bool = False) -> str | None:
    known = (row for row in read_lookup("other_documents") if row["decisive"] or not decisive)
    return next((row["what_it_is"] for row in known if row["wording"] in front), None)


def _full_report(front: str) -> bool:
    return "lead inspector" in front or "report published" in front
