"""The page 'compare councils' as its user sees it: what can be chosen, and what can be read."""

import re
from datetime import date, datetime

from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Locator, Page, expect

from ilacs_bench.benchmark.compare import Comparison
from ilacs_bench.columns.words import SHORT_GRADES
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, DEFAULT_AREAS, GRADE_LABELS
from ilacs_bench.widgets.compare_view import shown_sentence

GRADE_OF = {words: grade for grade, words in SHORT_GRADES.items()}


def choose(
    page: Page,
    *,
    authority: str | None = None,
    comparator: str | None = None,
    as_at: date | None = None,
) -> None:
    """Fill in what is given and leave the field, as a person does."""
    if as_at:
        page.get_by_label("As at", exact=True).fill(as_at.isoformat())
    if authority:
        field = page.get_by_label("Local authority", exact=True)
        field.fill(authority)
        field.press("Enter")
    if comparator:
        page.get_by_label("Compare with", exact=True).select_option(label=comparator)


def expect_shown(page: Page, comparison: Comparison) -> None:
    """Wait until the page says that it shows this comparison."""
    expect(page.locator(".ilacs-status")).to_have_text(shown_sentence(comparison))


def matrix_on_page(page: Page) -> dict[str, list[str | None]]:
    """Grades by local authority, in the order of the columns of the table."""
    return {
        _name(row): [_grade(cell) for cell in row.locator("td").all() if _is_grade(cell)]
        for row in page.locator("[data-region=detail] .ilacs-matrix tbody tr").all()
    }


def matrix_of(comparison: Comparison) -> dict[str, list[str | None]]:
    """The same from the comparison itself."""
    return {
        name: [grade if isinstance(grade, str) else None for grade in rows["grade"]]
        for name, rows in comparison.matrix.groupby("la_name", sort=False)
    }


def matrix_in(sheet: Worksheet) -> dict[str, list[str | None]]:
    """The same from the sheet of an extract, below its title, subtitle and headings."""
    headings, *rows = sheet.iter_rows(min_row=4, values_only=True)
    places = [headings.index(AREA_SHORT_LABELS[area]) for area in DEFAULT_AREAS]
    codes = {label: grade for grade, label in GRADE_LABELS.items()} | {"[z]": None}
    return {str(row[0]): [codes[row[place]] for place in places] for row in rows}


def days_in(sheet: Worksheet) -> list[datetime]:
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    return [cell for cell in cells if isinstance(cell, datetime)]


def counts_on_page(page: Page) -> list[list[int]]:
    """Counts by judgement and grade, best first."""
    rows = page.locator(".ilacs-numbers tbody tr").all()
    return [[int(cell) for cell in row.locator("td").all_inner_texts()[:-1]] for row in rows]


def counts_of(comparison: Comparison) -> list[list[int]]:
    return [
        rows["n"].to_list()[::-1]
        for _, rows in comparison.distribution.groupby("judgement_area", sort=False)
    ]


def _name(row: Locator) -> str:
    return row.locator("th").get_attribute("data-value") or ""


def _is_grade(cell: Locator) -> bool:
    """A cell of a judgement: it sorts by the order of grades, 0 to 3, or has none."""
    shown = cell.inner_text()
    return bool(re.search("|".join([*GRADE_OF, "not graded", "no full inspection"]), shown))


def _grade(cell: Locator) -> str | None:
    chip = cell.locator(".ilacs-grade")
    return GRADE_OF[chip.inner_text()] if chip.count() else None
