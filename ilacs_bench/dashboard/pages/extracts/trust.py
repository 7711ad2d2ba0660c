"""Views on how far the figures can be trusted: holdings, gaps, agreement, coding accuracy.

    page.show(trust.held)

Each is one line that opens. They need the controls of `extracts.choices`, and show only the chosen
council and its group.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.accuracy import (
    EXCEPTIONS,
    NEWLY_READ,
    accuracy_by_framework,
    accuracy_by_theme,
    coder_accuracy,
    known_mistakes,
    newly_read,
    polarity_accuracy,
)
from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.holdings import (
    held_by_council,
    held_by_framework,
    held_by_year,
    problems_of_councils,
)
from ilacs_bench.benchmark.in_words import count_words, day_words, framework_words
from ilacs_bench.benchmark.reconciliation import compare_tables, count_by_sheet, count_cells
from ilacs_bench.columns.definitions import SETS
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import list_html, quiet
from ilacs_bench.dashboard.pages.extracts import councils_words, extract_choice
from ilacs_bench.dashboard.parts import Html, folded
from ilacs_bench.dashboard.tables import Columns, table
from ilacs_bench.export.extract_rows import council_codes
from ilacs_bench.schema import CELLS
from ilacs_bench.vocabulary import (
    COMPARED_FRAMEWORKS,
    FRAMEWORK_LABELS,
    FRAMEWORKS,
    GRADE_LABELS,
    INSPECTION_TYPES,
)

_ROWS_OF_ACCURACY = (
    f"‘{NEWLY_READ}’ are findings of all frameworks that the program never learnt from. Most were "
    "chosen because an earlier program was unsure of them, so they are harder than reports are. "
    f"‘{EXCEPTIONS}’ are chosen to be hard too, and checked for strength or weakness alone."
)
_WORDS = {code: code.capitalize() for code in INSPECTION_TYPES} | GRADE_LABELS


def cells(choice: Choice) -> pd.DataFrame:
    """Return every figure that Ofsted's statistics also give, beside ours, with the authority."""
    tables = choice.tables
    if tables.inspections.empty or tables.official_judgements.empty:  # nothing to compare
        return CELLS.empty().assign(la_code="")
    rows = compare_tables(tables, tables.official_judgements)
    codes = tables.inspections.set_index("inspection_id")["la_code"]
    return rows.assign(la_code=rows["inspection_id"].map(codes))


def held(choice: Choice) -> list[Any]:
    """What the tables hold"""  # noqa: D400
    tables, by_council = choice.tables, held_by_council(choice.tables)
    own = _own(choice, by_council)
    others = [f"To {day_words(day)}: {of}." for day, of in coverage_of(tables).grounds[1:]]
    of_chosen = f" {councils_words(choice)}: {_n_held(own)}." if len(own) < len(by_council) else ""
    return _line(
        held,
        f"{_n_held(by_council)}.{of_chosen}",
        "Where a report was not read, grades and dates come from Ofsted’s statistics, without "
        "pages, areas for improvement or themes. Focused and monitoring visits give no grades and "
        "are not counted.",
        *_more("By local authority", own, SETS["held_by_council"]),
        *_more("By framework", held_by_framework(tables), SETS["held_by_framework"]),
        *_more("By year of publication", held_by_year(tables), SETS["held_by_year"]),
        *(folded("Other sources", list_html(others)) if others else []),
    )


def unread(choice: Choice) -> list[Any]:
    """What could not be read"""  # noqa: D400
    all_problems = problems_of_councils(choice.tables)
    rows, unknown = _own(choice, all_problems), int(all_problems["la_code"].isna().sum())
    n = len(all_problems)
    problem_words = (
        f"{count_words(n, 'thing', 'things')} could not be read or {'was' if n == 1 else 'were'}"
    )
    whose = f", {len(rows) or 'none'} of {councils_words(choice)}" if len(rows) < n else ""
    made: list[Any] = ["Nothing is guessed in its place."]
    if len(rows):
        made.append(table(choice, rows, "What could not be read", SETS["problem_rows"]))
    if unknown and choice.la_code:
        more = count_words(unknown, "more file is", "more files are")
        made.append(f"{more} of no known local authority. Choose all of England to see them.")
    return _line(unread, f"{problem_words} set aside{whose}.", *made)


def agreement(choice: Choice) -> list[Any]:
    """Agreement with Ofsted"""  # noqa: D400
    rows = choice.once(cells)
    if rows.empty:
        return _line(agreement, "There are no official statistics to compare with.")
    outcome = rows["outcome"].value_counts().reindex(["agrees", "explained"], fill_value=0)
    agree, explained = map(int, outcome)
    differ = _own(choice, rows[rows["outcome"] != "agrees"])
    shown = [
        "Each grade, date and type that Ofsted’s own statistics give is compared with ours, and "
        f"which inspection is a local authority’s latest. {councils_words(choice)}: "
        f"{count_words(len(differ), 'difference', 'differences')}."
    ]
    if len(differ):
        words = {name: _in_words(differ, name) for name in ("our_value", "official_value")}
        title = "Differences from Ofsted’s statistics"
        shown.append(table(choice, differ.assign(**words), title, SETS["cells_that_differ"]))
    return _line(
        agreement,
        f"{agree:,} of {len(rows):,} figures agree with Ofsted’s statistics. {explained} differ "
        f"for a known reason, {len(rows) - agree - explained or 'none'} for an unknown one.",
        *shown,
        *_more("Compared, by file of Ofsted’s", count_by_sheet(rows), SETS["agreement"]),
        *_more("Compared, by what it is", count_cells(rows), SETS["agreement_by_field"]),
    )


def accuracy(choice: Choice) -> list[Any]:
    """How often themes are right"""  # noqa: D400
    right, (n_newly, newly) = coder_accuracy(), newly_read()
    apart = [
        f"in reports under {framework_words(code)} for "
        f"{polarity_accuracy(FRAMEWORK_LABELS[code]):.0%}, "
        for code in FRAMEWORKS
        if code not in COMPARED_FRAMEWORKS
    ]
    return _line(
        accuracy,
        "a program gives them. Measured against a language model’s reading, "
        f"{right.precision:.0%} of those it gives are right, and it finds {right.recall:.0%} of "
        f"those it should, {right.themes_f1:.0%} in one figure. On {n_newly:,} harder findings, "
        f"read later, that is {newly:.0%}. No person checked them.",
        f"It was checked on {right.items} findings, **not against a person’s reading**. It also "
        "says whether a sentence tells a strength or a weakness. That is right for "
        f"{right.polarity:.0%}, {''.join(apart)}and in exceptions, such as praise in an inadequate "
        f"section or criticism in an outstanding one, for {polarity_accuracy(EXCEPTIONS):.0%}. "
        "Each figure may be off by 2 to 5 in a hundred.\n\n"
        "Use themes to find and count what inspectors say. Do not judge a council, a team or a "
        "person by them, and read the page before you quote it.",
        *folded("What it gets wrong", list_html(known_mistakes())),
        *folded("Accuracy by framework", quiet(_ROWS_OF_ACCURACY), _by_framework),
        *_more(
            "Accuracy by theme, the least certain first",
            accuracy_by_theme(),
            SETS["accuracy_by_theme"],
        ),
    )


def _by_framework(choice: Choice) -> Html:
    return table(choice, accuracy_by_framework(), "Accuracy by framework", SETS["accuracy"])


def _line(view: Callable[[Choice], Any], words: str, *made: Any) -> list[Any]:
    """Return a view's answer in one line, with the rest folded below."""
    heading = (view.__doc__ or "").strip()
    return folded(Html("<strong>{}</strong>: {}").format(heading, words), *made)


def _more(title: str, rows: pd.DataFrame, shown: Columns) -> list[Any]:
    return folded(title, lambda choice: table(choice, rows, title, shown))


def _own(choice: Choice, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the chosen local authorities; all for England."""
    codes = council_codes(choice.tables, extract_choice(choice, "problems"))
    return rows if codes is None else rows[rows["la_code"].isin(codes)]


def _n_held(rows: pd.DataFrame) -> str:
    n, n_read = int(rows["n"].sum()), int(rows["n_read"].sum())
    return f"{count_words(n, 'full inspection', 'full inspections')}, {n_read} read from the report"


def _in_words(rows: pd.DataFrame, name: str) -> pd.Series:
    """Return the values of a column of cells, formatted."""
    words = [_value_words(*cell) for cell in zip(rows["field"], rows[name], strict=True)]
    return pd.Series(words, rows.index, dtype="str")


def _value_words(field: str, value: str | None) -> str | None:
    """Return a field's value in words; an inspection as its first day."""
    if not isinstance(value, str):
        return None
    if field in ("inspection", "latest"):
        return f"inspection of {day_words(date.fromisoformat(value.rpartition('_')[2]))}"
    if field in ("start", "published"):
        return day_words(date.fromisoformat(value))
    return _WORDS.get(value, value)
