"""Caveats shown with the numbers of a comparison, one sentence per note."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import starmap
from typing import NamedTuple

import pandas as pd

from ilacs_bench.benchmark.comparators import NOT_CLOSE, missing_neighbours
from ilacs_bench.benchmark.coverage import Coverage
from ilacs_bench.benchmark.in_words import (
    area_words,
    count_words,
    day_words,
    framework_words,
    names_words,
)
from ilacs_bench.benchmark.inspection_index import inspection_index
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.areas import also_in
from ilacs_bench.tables.records import cells
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_LABELS, AREA_SHORT_LABELS, FRAMEWORKS, OVERALL

_COMING = {row["la_code"]: row for row in read_lookup("coming_changes")}


class NoteRow(NamedTuple):
    """The cells of a comparison's matrix that notes are made from, None where empty."""

    la_code: str
    la_name: str
    inspection_id: str | None
    framework: str | None
    start: pd.Timestamp | None
    published: pd.Timestamp | None
    judgement_area: str
    grade: str | None
    graded_as: str | None
    previous_area: str | None
    direction: str | None


def comparison_notes(chosen: Selection, matrix: pd.DataFrame) -> tuple[str, ...]:
    """Return a comparison's notes: who is missing and why, relabelled areas, data quality.

    `matrix` is that of the Comparison, with the authority itself in the first rows.
    """
    rows = _rows(matrix)
    own, of = rows[0], len({row.la_code for row in rows})
    before, after = _picture_notes(chosen, rows)
    return (
        *chosen.covered.notes(chosen.published_by),
        *_group_notes(chosen, own),
        *predecessor_notes(chosen.tables, own.la_code, own.la_name),
        *before,
        *_direction_notes(rows, of),
        *after,
    )


def picture_notes(chosen: Selection, judgements: pd.DataFrame) -> tuple[str, ...]:
    """Return the notes of a picture of England, from rows of `latest_judgements`."""
    before, after = _picture_notes(chosen, _rows(judgements))
    return (*chosen.covered.notes(chosen.published_by), *before, *after)


def _picture_notes(chosen: Selection, rows: list[NoteRow]) -> tuple[list[str], list[str]]:
    """Return the notes on any inspections and grades: all but the last, and the last."""
    inspections = list({row.la_code: row for row in reversed(rows)}.values())[::-1]
    names = {row.la_code: row.la_name for row in inspections}
    notes = [
        *coming_notes(chosen.tables, names, chosen.as_at),
        *_inspection_notes(inspections, chosen.as_at, chosen.covered),
        *_framework_notes(inspections),
        *_ungraded_notes(rows, len(inspections)),
        *_relabelled_notes(rows, len(inspections)),
    ]
    return notes, [*_overall_notes(rows)]


def predecessor_notes(tables: Tables, la_code: str, la_name: str) -> Iterator[str]:
    """Yield a note on an authority that replaced others, whose grades are not its own."""
    index = inspection_index(tables)
    before = index.predecessors.get(la_code, [])
    if before:
        names = [
            f"the former {name}" if name == la_name else name
            for name in index.authorities["la_name"].iloc[before]
        ]
        until = day_words(index.to_day[before[-1]].item())
        yield (
            f"{la_name} took over from {', '.join(names)} (until {until}): the "
            "grades given to a former local authority are not its own and are not counted."
        )


def coming_notes(tables: Tables, la_codes: Mapping[str, str], as_at: date) -> Iterator[str]:
    """Yield notes on authorities that will end and have no successors yet; names by GSS code."""
    for la_code, change in _COMING.items():
        ends = tables.authorities.loc[tables.authorities["la_code"] == la_code, "valid_to"]
        if la_code not in la_codes or ends.notna().all():
            continue
        name, begins = la_codes[la_code], date.fromisoformat(change["from"])
        successors = change["successor_names"].replace("; ", " and ")
        caveat = f" The tables do not have them yet and go on with {name}."
        yield (
            f"{name} is to be replaced by {successors} on {day_words(begins)}: a new local "
            f"authority starts with no grade.{caveat if as_at >= begins else ''}"
        )


def _group_notes(chosen: Selection, own: NoteRow) -> Iterator[str]:
    group = chosen.group
    if not chosen.comparator.model:
        return
    missing = missing_neighbours(chosen.tables, own.la_code, chosen.comparator, group)
    for name in missing:
        yield f"{name} is a statistical neighbour, but did not exist on {day_words(chosen.as_at)}."
    if group.empty and not missing:
        yield f"The model gives {own.la_name} no statistical neighbours: choose another group."
    distant = group.loc[group["closeness"] == NOT_CLOSE, "la_name"].to_list()
    if distant:
        neighbours = count_words(len(group), "statistical neighbour", "statistical neighbours")
        yield (
            f"{len(distant)} of {neighbours} {_agree(distant, 'is', 'are')} published as "
            f"'{NOT_CLOSE}' to {own.la_name}: compare with care{names_words(distant)}."
        )


def none_is_close(group: pd.DataFrame) -> bool:
    """Return whether every statistical neighbour of a group is published as not close."""
    return len(group) > 0 and bool((group["closeness"] == NOT_CLOSE).all())


def _inspection_notes(inspections: list[NoteRow], as_at: date, covered: Coverage) -> Iterator[str]:
    of = len(inspections)
    without = [row for row in inspections if row.inspection_id is None]
    never = [row.la_name for row in without if covered.knows_all_of(row.la_code)]
    if never:
        yield f"{_of(never, of)} had no full inspection by {day_words(as_at)}{names_words(never)}."
    unknown = [row.la_name for row in without if not covered.knows_all_of(row.la_code)]
    if unknown:
        yield (
            f"Of {_of(unknown, of)} no full inspection by {day_words(as_at)} is in your tables"
            f"{names_words(unknown)}: they may have been inspected."
        )
    known = [row for row in inspections if row.inspection_id is not None]
    undated = [row.la_name for row in known if row.start is None]
    if undated:
        yield (
            f"For {_of(undated, of)} only the day of publication is known, not the days "
            f"on site{names_words(undated)}: no age is given."
        )
    unpublished = [row.la_name for row in known if row.published is None]
    if unpublished:
        yield (
            f"For {_of(unpublished, of)} the report came without its day of publication"
            f"{names_words(unpublished)}: it counts from the last day on site."
        )


def _framework_notes(inspections: list[NoteRow]) -> Iterator[str]:
    counts = Counter(row.framework for row in inspections if row.framework is not None)
    if len(counts) > 1:
        counted = [f"{n} under {framework_words(code)}" for code, n in counts.most_common()]
        yield f"The latest inspections were under different frameworks: {', '.join(counted)}."


def _ungraded_notes(rows: list[NoteRow], of: int) -> Iterator[str]:
    """Yield who was inspected without a grade on an area, and if its framework explains it."""
    ungraded = [row for row in rows if row.grade is None and row.inspection_id is not None]
    for (area, code), names in _by(ungraded, "judgement_area", "framework"):
        graded = area in FRAMEWORKS[code].areas
        yield (
            f"{_of(names, of)} {_agree(names, 'has', 'have')} no grade on "
            f"{area_words(area)}: last inspected under {framework_words(code)}, "
            f"{'and its grade is not in the tables' if graded else 'which does not grade it'}"
            f"{names_words(names)}."
        )


def _relabelled_notes(rows: list[NoteRow], of: int) -> Iterator[str]:
    relabelled = [
        row for row in rows if row.grade is not None and row.graded_as != row.judgement_area
    ]
    for (area, graded_as), names in _by(relabelled, "judgement_area", "graded_as"):
        also = also_in(area, graded_as)
        yield (
            f"{_of(names, of)} {_agree(names, 'was', 'were')} graded on "
            f"'{AREA_LABELS[graded_as]}', shown under {area_words(area)}"
            f"{f' as {also} do' if also else ''}{names_words(names)}."
        )


def _direction_notes(rows: list[NoteRow], of: int) -> Iterator[str]:
    moved = [
        row for row in rows if row.direction is not None and row.previous_area != row.graded_as
    ]
    for (area, before), names in _by(moved, "judgement_area", "previous_area"):
        yield (
            f"On {area_words(area)}, the direction of travel of {_of(names, of)} is from "
            f"the earlier judgement '{AREA_LABELS[before]}'{names_words(names)}."
        )


def _overall_notes(rows: list[NoteRow]) -> Iterator[str]:
    overall = [row for row in rows if row.judgement_area == OVERALL]
    if overall:
        yield (
            f"{AREA_SHORT_LABELS[OVERALL]} is counted for the "
            f"{sum(row.grade is not None for row in overall)} of {_authorities(len(overall))} "
            "with a grade on it."
        )


def _rows(frame: pd.DataFrame) -> list[NoteRow]:
    return list(
        starmap(NoteRow, zip(*(cells(frame[name]) for name in NoteRow._fields), strict=True))
    )


def _by(rows: list[NoteRow], first: str, second: str) -> list[tuple[tuple[str, str], list[str]]]:
    """Return names of authorities grouped by two cells of their rows, in order of occurrence."""
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        names[getattr(row, first), getattr(row, second)].append(row.la_name)
    return list(names.items())


def _of(names: list[str], of: int) -> str:
    return f"{len(names)} of {_authorities(of)}"


def _authorities(n: int) -> str:
    return count_words(n, "local authority", "local authorities")


def _agree(names: list[str], one: str, many: str) -> str:
    return one if len(names) == 1 else many
