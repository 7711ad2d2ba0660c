"""Read Ofsted's official statistics (ODS) into tidy judgements.

The lookup `official_columns.csv` says which columns of which sheets are read and what they mean.
Columns are found by their heading, never by their position.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from ilacs_bench.errors import SchemaError
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.areas import stand_ins
from ilacs_bench.lookups.authorities import Authority, find_authority
from ilacs_bench.schema import OFFICIAL_JUDGEMENTS
from ilacs_bench.vocabulary import AREAS, FRAMEWORKS, INSPECTION_TYPES, frameworks_on

SheetRow = Mapping[str, object]
"""One row of an official sheet: heading to cell."""

_TABLE_BEGINS = "Web link"
_LA_CODE, _LA_NAME = "Local authority area code", "Local authority name"
_FOOTNOTE = re.compile(r"\s*(?:\[[^\]]*\]|\*+)$")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_GRADES = {row["wording"]: row["grade"] or None for row in read_lookup("grade_wordings")} | {
    "-": None
}


@dataclass(frozen=True)
class Event:
    """The columns of a sheet about one inspection: heading to field."""

    family: str
    event: str
    fields: Mapping[str, str]


def read_official(reference: Path) -> pd.DataFrame:
    """Return the table `official_judgements` from the ODS files in the folder `reference`.

    One row per source, inspection and area. `event` numbers an authority's inspections under a
    framework; in an as-at sheet it is always 'latest'. Raises SchemaError for a missing or
    unexpected file or sheet, UnknownName for an unknown authority in it.
    """
    judgements = []
    for (file, sheet), events in _sheets().items():
        cells = _read_cells(reference / file, sheet)
        judgements.append(read_judgements(cells, events, source=f"{file}, {sheet}"))
    return OFFICIAL_JUDGEMENTS.check(pd.concat(judgements))


def _read_cells(path: Path, sheet: str) -> list[list[Any]]:
    if not path.is_file():
        raise SchemaError(
            f"{path}: no such file. It is one of Ofsted's official statistics, named in "
            "official_columns.csv; put it into that folder."
        )
    try:
        return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    except CalamineError as error:
        raise SchemaError(
            f"{path}: the sheet {sheet!r} can't be read: {error}. Is it the spreadsheet (ODS) that "
            "Ofsted publishes under this name?"
        ) from error


def read_judgements(
    cells: Sequence[Sequence[object]], events: Sequence[Event], *, source: str
) -> pd.DataFrame:
    """Return rows of `official_judgements` from the cells of one sheet with columns `events`."""
    rows = list(_rows(cells))
    expected = {heading for event in events for heading in event.fields}
    absent = expected - {heading for row in rows for heading in row}
    if absent:
        raise SchemaError(f"{source}: no column headed {sorted(absent)}. Has Ofsted renamed it?")
    graded = [grade for row in rows for event in events for grade in _grades(row, event, source)]
    return OFFICIAL_JUDGEMENTS.check(_name_events(pd.DataFrame(graded)))


def _sheets() -> dict[tuple[str, str], list[Event]]:
    fields: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for row in read_lookup("official_columns"):
        key = (row["file"], row["sheet"], row["family"], row["event"])
        fields[key][row["heading"]] = row["field"]
    sheets = defaultdict(list)
    for (file, sheet, family, event), columns in fields.items():
        sheets[file, sheet].append(Event(family, event, columns))
    return sheets


def _rows(cells: Sequence[Sequence[object]]) -> Iterator[SheetRow]:
    """Yield rows of every table in a sheet; a table runs from its headings to an empty row."""
    headings: list[str] | None = None
    for row in cells:
        if row and row[0] == _TABLE_BEGINS:
            headings = [" ".join(str(cell).split()) for cell in row]
        elif not any(cell != "" for cell in row):
            headings = None
        elif headings:
            yield {head: _clean(cell) for head, cell in zip(headings, row, strict=True) if head}


def _clean(cell: object) -> object:
    """Return the cell without blanks and footnote marks; a date without its time."""
    if isinstance(cell, datetime):
        return cell.date()
    return _FOOTNOTE.sub("", " ".join(cell.split())) if isinstance(cell, str) else cell


def _grades(row: SheetRow, event: Event, source: str) -> Iterator[dict[str, object]]:
    """Yield one row per area that this row of the sheet grades in this event."""
    # A sheet's second table has other headings for some columns than its first.
    headings = {field: h for h, field in event.fields.items() if row.get(h, "") != ""}
    if not headings:
        return
    values = {field: row[heading] for field, heading in headings.items()}
    where = f"{source}, {row[_LA_NAME]}"
    about = {"source": source, **_about(row, values, event, where)}
    for area in AREAS:
        grade = _grade(values[area], where) if area in values else None
        if grade:
            yield {
                **about,
                "judgement_area": _as_graded(area, str(about["framework"])),
                "grade": grade,
                "area_as_printed": headings[area],
            }


def _as_graded(area: str, framework: str) -> str:
    """Return the area that the framework grades; Ofsted prints today's heading for earlier ones."""
    graded = FRAMEWORKS[framework].areas
    return next((one for one in (area, *stand_ins(area)) if one in graded), area)


def _about(
    row: SheetRow, values: Mapping[str, object], event: Event, where: str
) -> dict[str, str | date | None]:
    """Return the columns about the inspection: authority, dates, framework and type."""
    start, published = (_date(values.get(field), where) for field in ("start", "published"))
    # The as-at sheet of 2023 has only the first day on site, the history only the publication.
    dated_by = "published" if "published" in event.fields.values() else "start"
    day = {"start": start, "published": published}[dated_by]
    if day is None:
        raise SchemaError(f"{where}: an inspection without its date ({dated_by}): {values}.")
    authority = _authority(row, start or day, where)
    return {
        "la_name": str(row[_LA_NAME]),
        "la_code": authority.la_code,
        "urn": authority.urn,
        "framework": _framework(event, start, values, where),
        "event": event.event,
        "inspection_type": _inspection_type(values.get("inspection_type"), where),
        "start": start,
        "published": published,
    }


def _authority(row: SheetRow, day: date, where: str) -> Authority:
    """Return the authority on that day; its name and, if printed, its code must agree."""
    by_name = find_authority(str(row[_LA_NAME]), on=day)
    code = row.get(_LA_CODE)
    if code and find_authority(str(code)) != by_name:
        raise SchemaError(f"{where}: {code} is the code of {find_authority(str(code)).la_name}.")
    return by_name


def _framework(event: Event, start: date | None, values: Mapping[str, object], where: str) -> str:
    """Return the framework; without a first day on site the graded areas decide it."""
    of_family = [f for f in FRAMEWORKS.values() if f.family.code == event.family]
    if start is not None and len(of_family) > 1:
        return frameworks_on(start)[0].code
    for framework in of_family:
        if {_as_graded(area, framework.code) for area in AREAS if area in values} <= {
            *framework.areas
        }:
            return framework.code
    raise SchemaError(f"{where}: no framework of this family grades {sorted(values)}.")


def _inspection_type(value: object, where: str) -> str | None:
    if value is None:
        return None
    for known in INSPECTION_TYPES:
        if known in str(value).casefold().split():
            return known
    raise SchemaError(f"{where}: {value!r} is no inspection type, expected {INSPECTION_TYPES}.")


def _date(value: object, where: str) -> date | None:
    """Return the date in a cell: a real date, or text such as '25/04/2014'; None if empty."""
    if value is None or isinstance(value, date):
        return value
    try:
        return datetime.strptime(str(value), "%d/%m/%Y").date()
    except ValueError as error:
        raise SchemaError(f"{where}: {value!r} is no date.") from error


def _grade(value: object, where: str) -> str | None:
    wording = str(value).casefold()
    if wording not in _GRADES:
        raise SchemaError(f"{where}: {value!r} is no grade, expected one of {sorted(_GRADES)}.")
    return _GRADES[wording]


def _name_events(judgements: pd.DataFrame) -> pd.DataFrame:
    """Number the events that the sheet leaves unnamed, by framework."""
    dated = pd.to_datetime(judgements["published"]).fillna(pd.to_datetime(judgements["start"]))
    keys = [judgements["la_code"], judgements["framework"]]
    counted = dated.groupby(keys).rank("dense").astype(int).map(dict(enumerate(_ORDINALS, 1)))
    return judgements.assign(event=judgements["event"].replace("", pd.NA).fillna(counted))
