"""Parse the front of a report: title, dates on site, lead inspector, publication date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ilacs_bench.errors import ParseError
from ilacs_bench.parse.dates import Window, parse_windows
from ilacs_bench.reports.document import Document, Line

_FRONT = 60  # number of lines within which a cover must be found
_REST = r"\s*[:;–-]?\s*(?P<rest>.*)$"
_DATES = re.compile(rf"^(?:inspection\s+dates?|dates?\s+of\s+inspection){_REST}", re.IGNORECASE)
_LEAD = re.compile(rf"^(?:joint\s+)?lead inspector(?:s|\(s\))?(?: on site)?{_REST}", re.IGNORECASE)
_PUBLISHED = re.compile(
    rf"^(?:report published|publication date|date of publication){_REST}", re.IGNORECASE
)
_MAJESTYS = r"(?:her|his) majest(?:y\W{0,2}s?|ies)"
_RANK = re.compile(
    rf",?\s*\(?(?:\b(?:senior|regional)\s+)?\b{_MAJESTYS}\s+(?:senior\s+)?inspectors?\)?"
    r"(?:\s*\(hmi\))?|,?\s*\(?\b(?:senior\s+)?(?:HMI|SHMI)\b\)?|,?\s*\bofsted inspectors?\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\b(?:inspector|manager|director|HMI|ofsted|social care)\b", re.IGNORECASE)
_UNFINISHED = re.compile(rf"(?:,|\b(?:and|her|his|senior|regional|{_MAJESTYS}))\s*$", re.IGNORECASE)
_CONTINUES = re.compile(
    r"(?:and|her majest|his majest|majest|senior|inspectors?|HMI|ofsted|social care)", re.IGNORECASE
)
_NAME = re.compile(r"^[^\W\d_][\w .,'’-]{2,80}$")
_LONGEST_SHORT_STAY = 7  # days; short inspections stay one week, standard ones two


@dataclass(frozen=True)
class Cover:
    """The front of a report; `table` is the index of the line after it."""

    title: str
    windows: tuple[Window, ...]
    lead_inspector: str | None
    published: date | None
    table: int

    @property
    def start(self) -> date:
        """First day on site."""
        return self.windows[0].start

    @property
    def end(self) -> date:
        """Last day on site."""
        return self.windows[-1].end

    @property
    def inferred_type(self) -> str:
        """'short' or 'standard', inferred from the longest visit: reports never print it."""
        longest = max(window.days for window in self.windows)
        return "short" if longest <= _LONGEST_SHORT_STAY else "standard"


def parse_cover(document: Document) -> Cover:
    """Return the cover of a report. Raises ParseError if the dates are not certain."""
    lines = document.lines[:_FRONT]
    dated = _first(lines, _DATES)
    if dated is None:
        raise ParseError(
            document.name, "No line 'Inspection dates' was found at its front.", page=1
        )
    windows, after = _read_windows(document.name, lines, dated)
    lead, after_lead = _read_lead(lines, after)
    published, after_published = _read_published(lines, after)
    return Cover(
        title=" ".join(line.text for line in lines[:dated] if not line.text.isdigit()),
        windows=tuple(windows),
        lead_inspector=lead,
        published=published,
        table=max(after, after_lead, after_published),
    )


def _first(lines: Sequence[Line], pattern: re.Pattern[str], start: int = 0) -> int | None:
    return next((i for i in range(start, len(lines)) if pattern.match(lines[i].text)), None)


def _read_windows(name: str, lines: Sequence[Line], at: int) -> tuple[list[Window], int]:
    """Return the windows, and the line after them: dates may continue on a second line."""
    match = _DATES.match(lines[at].text)
    printed = match["rest"] if match else ""
    reason = "no dates"
    for after in (at + 1, at + 2, at + 3):
        try:
            windows, reason = parse_windows(printed), ""
        except ValueError as error:
            windows, reason = [], str(error)
        if windows and not _goes_on(lines, after):
            return windows, after
        if after < len(lines):
            printed = f"{printed} {lines[after].text}"
    raise ParseError(name, f"The inspection dates can't be read: {reason}.", page=lines[at].page)


def _goes_on(lines: Sequence[Line], after: int) -> bool:
    """Return whether the next line continues the dates: it begins with 'and' or a day."""
    if after >= len(lines):
        return False
    return bool(
        re.match(r"(and|to|-|–)\s+\d|\d{1,2}\s+(to|and|-|–|[A-Z][a-z]+\b)\s", lines[after].text)
    )


def _read_lead(lines: Sequence[Line], start: int) -> tuple[str | None, int]:
    at = _first(lines, _LEAD, start)
    if at is None:
        return None, start
    match = _LEAD.match(lines[at].text)
    printed, after = match["rest"] if match else "", at + 1
    while after < len(lines) and _more_of_lead(printed, lines[after].text):
        printed, after = f"{printed} {lines[after].text}", after + 1
    return _name(printed), after


def _more_of_lead(printed: str, following: str) -> bool:
    if re.match(r"judgement\b|judgment\b|report published", following, re.IGNORECASE):
        return False
    if not printed.strip():
        return True
    is_half_a_name = len(printed.split()) < 2 and _RANK.search(following)
    return bool(is_half_a_name or _UNFINISHED.search(printed) or _CONTINUES.match(following))


def _name(printed: str) -> str | None:
    """Return the name or names as printed, without ranks; None if no name is printed."""
    names = _RANK.sub("", " ".join(printed.split())).split(",")
    name = ",".join(part for part in names if not _OFFICE.search(part)).strip(" ,;")
    return name if _NAME.match(name) else None


def _read_published(lines: Sequence[Line], start: int) -> tuple[date | None, int]:
    at = _first(lines, _PUBLISHED, start)
    if at is None:
        return None, start
    match = _PUBLISHED.match(lines[at].text)
    try:
        return parse_windows(match["rest"] if match else "")[0].start, at + 1
    except ValueError:
        return None, start


def find_team_lead(document: Document) -> str | None:
    """Return the lead inspector named in a SIF report's list of its team, or None.

    167 reports name theirs only there, such as 80426-barnsley_2014-08-08.pdf.
    """
    found = (_LEAD.match(line.text) for line in document.lines)
    names = (_name(match["rest"]) for match in found if match and ":" in match[0])
    return next((name for name in names if name), None)
