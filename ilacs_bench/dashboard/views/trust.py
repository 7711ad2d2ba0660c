"""How far the figures can be trusted: what is there, what is not, what agrees, what a machine gave.

    page.show(trust.in_brief)

Each needs the controls of `extracts.choices`: of a council and its group they say their own.
"""

from datetime import date
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.accuracy import (
    EXCEPTIONS,
    accuracy_by_framework,
    accuracy_by_theme,
    coder_accuracy,
    known_mistakes,
    polarity_accuracy,
)
from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.holdings import held_by_council, held_by_framework, held_by_year
from ilacs_bench.benchmark.problems import problems_of_councils
from ilacs_bench.benchmark.reconciliation import compare_tables, count_by_sheet, count_cells
from ilacs_bench.benchmark.words import count_words, day_words, framework_words
from ilacs_bench.columns import tables as columns
from ilacs_bench.columns import trust as trust_columns
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.extracts import asked, councils_words
from ilacs_bench.dashboard.html import folded
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.export.extract_rows import council_codes
from ilacs_bench.schema import CELLS
from ilacs_bench.vocabulary import (
    COMPARED_FRAMEWORKS,
    FRAMEWORK_LABELS,
    FRAMEWORKS,
    GRADE_LABELS,
    INSPECTION_TYPES,
)

_WORDS = {code: code.capitalize() for code in INSPECTION_TYPES} | GRADE_LABELS

_BY_FRAMEWORK = ("Inspections by framework", "HELD_BY_FRAMEWORK")
_BY_YEAR = ("Inspections by year of publication", "HELD_BY_YEAR")


def cells(choice: Choice) -> pd.DataFrame:
    """Every figure that Ofsted's statistics also give, beside ours, with the local authority."""
    tables = choice.tables
    if tables.inspections.empty or tables.official_judgements.empty:  # nothing to compare
        return CELLS.empty().assign(la_code="")
    rows = compare_tables(tables, tables.official_judgements)
    codes = tables.inspections.set_index("inspection_id")["la_code"]
    return rows.assign(la_code=rows["inspection_id"].map(codes))


def in_brief(choice: Choice) -> str:
    """How far you can trust it"""  # noqa: D400
    rows, right = choice.once(cells), coder_accuracy()
    outcome = rows["outcome"].value_counts()
    agree, explained = int(outcome.get("agrees", 0)), int(outcome.get("explained", 0))
    n, own = len(choice.tables.problems), _own_problems(choice)
    told = {
        "What the tables hold": f"{_n_held(held_by_council(choice.tables))}.",
        "What could not be read": f"{_n_problems(n)}{own}.",
        "Agreement with Ofsted": f"{agree:,} of {len(rows):,} figures agree with Ofsted’s "
        f"statistics. {explained} differ for a known reason, "
        f"{len(rows) - agree - explained or 'none'} for an unknown one.",
        "How often themes are right": "a program gives them. Measured against a language model’s "
        f"reading, {right.precision:.0%} of those it gives are right, and it finds "
        f"{right.recall:.0%} of those it should. No person checked them.",
    }
    return "\n".join(
        f"- [{heading}](#{heading.replace(' ', '-')}): {words}" for heading, words in told.items()
    )


def _n_held(held: pd.DataFrame) -> str:
    n, n_read = int(held["n"].sum()), int(held["n_read"].sum())
    return f"{count_words(n, 'full inspection', 'full inspections')}, {n_read} read from the report"


def _n_problems(n: int) -> str:
    were = "was" if n == 1 else "were"
    return f"{count_words(n, 'thing', 'things')} could not be read or {were} set aside"


def _own_problems(choice: Choice) -> str:
    codes = _codes(choice)
    if codes is None:
        return ""
    n = int(problems_of_councils(choice.tables)["la_code"].isin(codes).sum())
    return f", {n or 'none'} of {councils_words(choice)}"


def held(choice: Choice) -> list[Any]:
    """What the tables hold"""  # noqa: D400
    tables, codes = choice.tables, _codes(choice)
    covered, by_council = coverage_of(tables), held_by_council(tables)
    others = [Html("<p>To {}: {}.</p>").format(day_words(d), of) for d, of in covered.grounds[1:]]
    if codes is not None:
        by_council = by_council[by_council["la_code"].isin(codes)]
    return [
        f"{councils_words(choice)}: {_n_held(by_council)}. Where a report was not read, grades and "
        "dates come from Ofsted’s statistics, without pages, areas for improvement or themes. "
        "Focused and monitoring visits give no grades and are not counted.",
        folded("By local authority", _table(by_council, "Local authorities", "HELD_BY_COUNCIL")),
        folded("All inspections, by framework", _table(held_by_framework(tables), *_BY_FRAMEWORK)),
        folded("All inspections, by year", _table(held_by_year(tables), *_BY_YEAR)),
        *([folded("Other sources", *others)] if others else []),
    ]


def unread(choice: Choice) -> list[Any]:
    """What could not be read"""  # noqa: D400
    everywhere, codes = problems_of_councils(choice.tables), _codes(choice)
    rows = everywhere if codes is None else everywhere[everywhere["la_code"].isin(codes)]
    unknown = int(everywhere["la_code"].isna().sum())
    whose = "" if codes is None else f", of {councils_words(choice)}"
    parts: list[Any] = [f"{_n_problems(len(rows))}{whose}. Nothing is guessed in its place."]
    if len(rows):
        parts.append(
            table_html(rows, "What could not be read", choice.la_code, columns=columns.PROBLEM_ROWS)
        )
    if unknown and codes is not None:
        parts.append(
            f"{count_words(unknown, 'more file is', 'more files are')} of no known local "
            "authority. Choose all of England to see them."
        )
    return parts


def agreement(choice: Choice) -> list[Any]:
    """Agreement with Ofsted"""  # noqa: D400
    rows, codes = choice.once(cells), _codes(choice)
    if rows.empty:
        return ["There are no official statistics to compare with."]
    differ = rows[rows["outcome"] != "agrees"]
    if codes is not None:
        differ = differ[differ["la_code"].isin(codes)]
    told = [
        "Each grade, date and type that Ofsted’s own statistics give is compared with ours, and "
        f"which inspection is a local authority’s latest. {councils_words(choice)}: "
        f"{count_words(len(differ), 'difference', 'differences')}."
    ]
    if len(differ):
        shown = table_html(
            differ.assign(
                our_value=_in_words(differ, "our_value"),
                official_value=_in_words(differ, "official_value"),
            ),
            "Differences from Ofsted’s statistics",
            choice.la_code,
            columns=trust_columns.DIFFERENCES,
        )
        told.append(shown)
    return [
        *told,
        folded(
            "How many were compared, by file of Ofsted’s statistics",
            _table(count_by_sheet(rows), "Figures compared by file", "AGREEMENT"),
        ),
        folded(
            "How many were compared, by what is compared",
            _table(count_cells(rows), "Figures compared by what they are", "AGREEMENT_BY_FIELD"),
        ),
    ]


def accuracy(_: Choice) -> list[Any]:
    """How often themes are right"""  # noqa: D400
    right = coder_accuracy()
    apart = [
        f"in reports under {framework_words(code)} for "
        f"{polarity_accuracy(FRAMEWORK_LABELS[code]):.0%}, "
        for code in FRAMEWORKS
        if code not in COMPARED_FRAMEWORKS
    ]
    return [
        "A program gives each theme, and says whether a sentence tells a strength or a weakness. "
        f"It was checked on {right.items} findings against a language model’s reading, "
        "**not against a person’s**. "
        f"Strength or weakness is right for {right.polarity:.0%}, {''.join(apart)}and in "
        "exceptions, such as praise in an inadequate section or criticism in an outstanding one, "
        "for "
        f"{polarity_accuracy(EXCEPTIONS):.0%}. Each figure may be off by 2 to 5 in a hundred.\n\n"
        "Use themes to find and count what inspectors say. Do not judge a council, a team or a "
        "person by them, and read the page before you quote it.",
        folded(
            "What it gets wrong", *(Html("<p>{}</p>").format(each) for each in known_mistakes())
        ),
        folded(
            "By framework", _table(accuracy_by_framework(), "Accuracy by framework", "ACCURACY")
        ),
        folded(
            "By theme, the least certain first",
            _table(accuracy_by_theme(), "Accuracy by theme", "ACCURACY_BY_THEME"),
        ),
    ]


def _codes(choice: Choice) -> list[str] | None:
    """GSS codes of the local authorities chosen; None for all of England."""
    return council_codes(choice.tables, asked(choice, "problems"))


def _table(rows: pd.DataFrame, title: str, of: str) -> Html:
    """The rows with the columns that `columns.trust` calls so."""
    return table_html(rows, title, columns=getattr(trust_columns, of))


def _in_words(rows: pd.DataFrame, name: str) -> pd.Series:
    """Values of a column of cells as people write them."""
    told = [_value_words(*cell) for cell in zip(rows["field"], rows[name], strict=True)]
    return pd.Series(told, rows.index, dtype="str")


def _value_words(field: str, value: str | None) -> str | None:
    """A value of a field; an inspection by its first day."""
    if not isinstance(value, str):
        return None
    if field in ("inspection", "latest"):
        return f"inspection of {day_words(date.fromisoformat(value.rpartition('_')[2]))}"
    if field in ("start", "published"):
        return day_words(date.fromisoformat(value))
    return _WORDS.get(value, value)
