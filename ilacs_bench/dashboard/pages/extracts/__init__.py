"""The page of extracts: controls that choose rows to download, and their preview and files."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as w

from ilacs_bench.benchmark.comparators import find_comparator
from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.resolve import check_period
from ilacs_bench.dashboard import controls
from ilacs_bench.dashboard.choice import Choice, File
from ilacs_bench.dashboard.html import list_html, quiet
from ilacs_bench.dashboard.parts import Html, folded
from ilacs_bench.dashboard.tables import table
from ilacs_bench.errors import UnknownName
from ilacs_bench.export import extracts as export
from ilacs_bench.export.extract_rows import ALONE, ExtractChoice
from ilacs_bench.lookups.areas import areas_as_on, areas_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import FIRST_DAY

SHOWN = 5
"""Number of rows in a preview."""
_ALONE: Mapping[str, str] = {ALONE: "nobody else"}
_MEANING = Html("<strong>{}</strong>: {}")
_IN_THE_FILES = (
    "Excel: a cover with the dates, sources and notes, the rows, and a sheet that explains each "
    "column.",
    "CSV: the rows, with the date and the source in the last two columns. Text that a spreadsheet "
    "would take for a formula begins with an apostrophe.",
)


def choices(tables: Tables) -> dict[str, w.ValueWidget]:
    """Return the page's controls, by their names in the address."""
    kinds = [(kind.label, code) for code, kind in export.KINDS.items()]
    offered = controls.judgements()
    areas = {name: getattr(offered, name) for name in ("options", "value", "description")}
    return {
        "what": w.Dropdown(options=kinds, description="Table"),
        "la": controls.council_or_all(tables),
        "to": controls.compare_with(label="Together with", others=_ALONE),
        "since": controls.since(),
        "as_at": controls.as_at(tables, "As at, or published to"),
        "area": w.SelectMultiple(**areas),  # none has to be ticked for a table without judgements
    }


def extract_choice(choice: Choice, what: str) -> ExtractChoice:
    """Return the chosen values as arguments of `make_extract`, for one of the tables."""
    kind = export.KINDS[what]
    since = choice.since if kind.time == "period" else FIRST_DAY
    of_judgements = what == "judgements"
    areas = areas_as_on(choice.area, choice.as_at) if of_judgements else areas_on(choice.as_at)
    check_period(since, choice.as_at)
    if not areas:
        raise UnknownName("No judgement is chosen. Tick at least one.")
    to = choice.to if choice.la_code else ALONE
    return ExtractChoice(what, choice.as_at, since, choice.as_at, choice.la_code, to, areas)


def councils_words(choice: Choice) -> str:
    """Return whose rows are chosen, in words."""
    if not choice.la_code:
        covered = coverage_of(choice.tables)
        return f"Your tables ({covered.part})" if covered.is_partial else "All of England"
    if choice.to == ALONE:
        return str(choice.la_name)
    return f"{choice.la_name} and {find_comparator(choice.to).label}"


def extract(choice: Choice) -> export.Extract:
    """Return the chosen rows. Raises UnknownName, with a message for the reader."""
    what = extract_choice(choice, choice.what)
    return export.make_extract(choice.tables, what, councils_words(choice))


def status(choice: Choice) -> str:
    """Return a sentence on what would be downloaded."""
    made = extract(choice)
    n = len(made.rows)
    rows = "1 row" if n == 1 else f"{n:,} rows"
    when = f"as at {day_words(choice.as_at)}" if made.kind.time == "date" else made.when
    return f"{made.kind.label}: {rows}. {made.councils}, {when}."


def preview(choice: Choice) -> list[Any]:
    """First rows of the extract"""  # noqa: D400
    made = extract(choice)
    columns = made.kind.columns
    meanings = [_MEANING.format(column.full_heading, column.meaning) for column in columns]
    about = folded(
        "What each column means, and what is in the files",
        list_html(meanings),
        *(Html("<p>{}</p>").format(words) for words in _IN_THE_FILES),
    )
    shown: list[Any] = [
        quiet(f"One row is {made.kind.row_is}. The files have every row."),
        Html('<div class="ilacs-extract">{}</div>').format(
            table(choice, made.rows, made.kind.label, columns, first=SHOWN)
        ),
    ]
    if made.rows.empty:
        shown = ["No rows match. Choose another local authority, group or time."]
    too_many = export.too_many(len(made.rows))
    warning = Html('<p class="ilacs-extract-warning">{}</p>').format(too_many) if too_many else ""
    # The head of the page says how complete the data are.
    return [warning, *shown, *map(quiet, made.kind.notes), *about]


def excel(choice: Choice) -> File:
    """Return all chosen rows as an Excel workbook."""
    made = extract(choice)
    return f"{made.file_name(choice.la_name)}.xlsx", export.extract_workbook(made)


def csv(choice: Choice) -> File:
    """Return all chosen rows as CSV."""
    made = extract(choice)
    return f"{made.file_name(choice.la_name)}.csv", export.extract_csv(made)
