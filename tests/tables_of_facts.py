"""Small tables as reports and as Ofsted's statistics give them."""

import pandas as pd
from factories import SomeInspection, some_tables

from ilacs_bench.schema import TABLES

EAST_SUSSEX, SUFFOLK = "E10000011", "E10000029"
NEW_FILE, OLD_FILE = "new.ods, Sheet1", "old.ods, Sheet1"


def official(
    la_code: str,
    published: str | None,
    *,
    start: str | None = None,
    source: str = NEW_FILE,
    kind: str | None = None,
    event: str = "first",
    **grades: str,
) -> list[dict]:
    """Rows of one inspection in one official file."""
    return [
        {
            "source": source,
            "la_name": la_code,
            "la_code": la_code,
            "urn": {EAST_SUSSEX: "80467", SUFFOLK: "80565"}[la_code],
            "framework": "ilacs_2023",
            "event": event,
            "inspection_type": kind,
            "start": start,
            "published": published,
            "judgement_area": area,
            "grade": grade,
            "area_as_printed": area,
        }
        for area, grade in grades.items()
    ]


def statistics(*rows: list[dict]) -> pd.DataFrame:
    table = TABLES["official_judgements"]
    return table.check(
        pd.DataFrame([row for some in rows for row in some], columns=table.column_names)
    )


def reports(*inspections: SomeInspection) -> dict[str, pd.DataFrame]:
    tables = some_tables(*inspections)
    names = ("inspections", "judgements", "improvements", "findings", "problems")
    return {name: getattr(tables, name) for name in names}
