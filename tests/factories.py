"""Small tidy tables for tests, made from a few words each."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from ilacs_bench.schema import TABLES
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import frameworks_on


@dataclass(frozen=True)
class SomeInspection:
    """One full inspection and its grades; `start` and `published` as ISO dates."""

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
            "end": self.end or self.start,
            "published": self.published,
            "source_url": f"https://example.org/{self.inspection_id}",
            "source": "report",
        }


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


def some_tables(*inspections: SomeInspection, authorities=None, neighbours=()) -> Tables:
    """Tidy tables of these inspections; every authority inspected exists unless they are given."""
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
    }
    return Tables(**{name: _frame(name, rows.get(name, [])) for name in TABLES})


def _frame(name: str, rows: list[dict]) -> pd.DataFrame:
    return TABLES[name].check(pd.DataFrame(rows, columns=TABLES[name].column_names))
