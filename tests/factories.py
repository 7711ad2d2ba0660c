"""Small tidy tables for tests, made from a few words each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import pandas as pd

from ilacs_bench.lookups.areas import areas_on, shown_on
from ilacs_bench.schema import TABLES
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import frameworks_on

DEFAULT_AREAS, SHOWN_AREAS = areas_on(date.max), shown_on(date.max)
"""The judgements that pages lead with today, and those that they show."""


@dataclass(frozen=True)
class SomeInspection:
    """One full inspection and its grades; `start` and `published` as ISO dates.

    It ends on the fifth day where no `end` is given: no count of days may take one for the other.
    """

    la_code: str
    start: str | None
    published: str | None
    grades: dict[str, str] = field(default_factory=dict)
    framework: str | None = None
    end: str | None = None

    @property
    def inspection_id(self) -> str:
        return f"{self.la_code}_{self.start or f'published_{self.published}'}"

    def row(self) -> dict[str, object]:
        framework = self.framework or frameworks_on(date.fromisoformat(self.start or ""))[0].code
        return {
            "inspection_id": self.inspection_id,
            "report": f"{self.inspection_id}.pdf",
            "urn": self.la_code,
            "la_code": self.la_code,
            "la_name": self.la_code,
            "framework": framework,
            "start": self.start,
            "end": self.end or (self.start and _days_later(self.start, 4)),
            "published": self.published,
            "source_url": f"https://example.org/{self.inspection_id}",
            "source": "report",
        }


def _days_later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def inspected(
    la_code: str,
    start: str | None,
    published: str | None,
    *,
    framework: str | None = None,
    end: str | None = None,
    **grades: str,
) -> SomeInspection:
    """Inspection and grades: `inspected("A", "2023-05-01", "2023-07-01", leaders="good")`."""
    return SomeInspection(la_code, start, published, grades, framework, end)


def authority(la_code: str, *, valid_from: str = "2009-04-01", **columns: object) -> dict:
    """A local authority that exists since 2009 unless said otherwise, named after its code."""
    return {
        "la_code": la_code,
        "la_name": la_code,
        "dfe_number": "000",
        "urn": la_code,
        "ofsted_region": "North",
        "ons_region": "North",
        "la_type": "unitary",
        "valid_from": valid_from,
    } | columns


def neighbours(la_code: str, *codes: str, model: str = "2025", closeness: str = "close") -> list:
    """Statistical neighbours of one authority, the closest first."""
    return [
        {
            "model": model,
            "la_code": la_code,
            "neighbour_la_code": code,
            "rank": rank,
            "closeness": closeness,
        }
        for rank, code in enumerate(codes, start=1)
    ]


@dataclass(frozen=True)
class SomeItem:
    """One sentence (`kind` empty) or improvement of a report, and the themes it was coded with."""

    inspection: SomeInspection
    section: str | None
    polarity: str
    themes: tuple[str, ...]
    page: int
    paragraph: int | None = None
    kind: str | None = None
    tags: str | None = None
    text: str | None = None

    @property
    def place(self) -> str:
        """Within what the items of a report are numbered."""
        return self.kind or (f"p{self.paragraph}" if self.paragraph else f"{self.section}")


def sentence(
    inspection: SomeInspection,
    section: str | None,
    polarity: str,
    *themes: str,
    paragraph: int | None = 1,
    page: int = 3,
    text: str | None = None,
) -> SomeItem:
    """A coded finding; it stands in `findings` only where a text is given."""
    return SomeItem(inspection, section, polarity, themes, page, paragraph, text=text)


def bullet(
    inspection: SomeInspection,
    *themes: str,
    kind: str = "area_for_improvement",
    tags: str | None = None,
    page: int = 2,
    text: str | None = None,
) -> SomeItem:
    """An improvement with no theme, one or more; it always stands in `improvements`."""
    section = "what_needs_to_improve"
    return SomeItem(inspection, section, "weakness", themes, page, kind=kind, tags=tags, text=text)


def _item_rows(items: Iterable[SomeItem]) -> dict[str, list[dict]]:
    """Rows of `improvements`, `findings` and `coded`; the items of a place are numbered from 1."""
    rows: dict[str, list[dict]] = {"improvements": [], "findings": [], "coded": []}
    numbers: Counter[tuple[str, str]] = Counter()
    for item in items:
        numbers[item.inspection.inspection_id, item.place] += 1
        number = numbers[item.inspection.inspection_id, item.place]
        row = _report_of(item.inspection) | {"page": item.page, "text": item.text}
        if item.kind:
            item_id = f"{item.inspection.inspection_id}_{item.kind}_{number}"
            row |= {"kind": item.kind, "number": number, "national_framework": item.tags}
            rows["improvements"].append(row | {"improvement_id": item_id})
        else:
            item_id = f"{item.inspection.inspection_id}_{item.place}_s{number}"
            row |= {"section": item.section, "paragraph": item.paragraph, "sentence": number}
            rows["findings"] += [row | {"finding_id": item_id}] if item.text else []
        rows["coded"] += [_coded_row(item, item_id, theme) for theme in item.themes]
    return rows


def _coded_row(item: SomeItem, item_id: str, theme: str) -> dict:
    return _report_of(item.inspection) | {
        "item_id": item_id,
        "section": item.section,
        "paragraph": item.paragraph,
        "page": item.page,
        "theme": theme,
        "polarity": item.polarity,
        "evidence_start": 0,
        "evidence_end": 5,
        "method": "a test",
    }


def _report_of(inspection: SomeInspection) -> dict:
    return {
        "inspection_id": inspection.inspection_id,
        "report": f"{inspection.inspection_id}.pdf",
    }


def complete(to: str, *, la_code: str | None = None, ground: str = "ofsted_site") -> dict:
    """A row of `coverage`: all England, or one authority, complete to the day `to`."""
    row = {"ground": ground, "la_code": la_code, "complete_to": to, "listed_on": to}
    return row | {"source": f"all that was published by {to}"}


FOR_EVER = (complete("2099-12-31"),)


def some_tables(
    *inspections: SomeInspection,
    authorities=None,
    neighbours=(),
    coded=(),
    coverage=FOR_EVER,
    missing_reports=(),
) -> Tables:
    """Tidy tables of these inspections; every authority inspected exists unless they are given.

    `coded` holds items of `sentence` and `bullet`, of these inspections. The tables are complete
    for ever, unless `coverage` says otherwise; without a row of it they hold a part only.
    """
    codes = sorted({inspection.la_code for inspection in inspections})
    rows = {
        "inspections": [inspection.row() for inspection in inspections],
        "judgements": [
            {
                "inspection_id": inspection.inspection_id,
                "judgement_area": area,
                "grade": grade,
                "page": 1,
                "source": "report",
            }
            for inspection in inspections
            for area, grade in inspection.grades.items()
        ],
        "authorities": authorities or [authority(code) for code in codes],
        "neighbours": list(neighbours),
        "coverage": list(coverage),
        "missing_reports": list(missing_reports),
    } | _item_rows(coded)
    return Tables(**{name: _frame(name, rows.get(name, [])) for name in TABLES})


def _frame(name: str, rows: list[dict]) -> pd.DataFrame:
    if not rows:
        return _empty(name).copy()
    return TABLES[name].check(pd.DataFrame(rows, columns=TABLES[name].column_names))


@cache
def _empty(name: str) -> pd.DataFrame:
    return TABLES[name].empty()
