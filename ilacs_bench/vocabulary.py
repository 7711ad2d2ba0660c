"""The field's words and codes: grades, judgement areas, frameworks.

The facts are rows of `data/lookups/*.csv`, so that a new framework or a new wording is a change of
data. Nothing here imports pandas: the parser's worker processes start with it.
"""

import csv
from dataclasses import dataclass
from datetime import date

from ilacs_bench.paths import bundled


def read_lookup(name: str) -> list[dict[str, str]]:
    """Rows of the bundled lookup `data/lookups/<name>.csv`, every value as text."""
    with bundled("data", "lookups", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Framework:
    """One set of rules to inspect under; it follows the first day on site, never publication."""

    code: str
    label: str
    first_day: date
    last_day: date | None
    areas: tuple[str, ...]


def _read_frameworks() -> dict[str, Framework]:
    areas = read_lookup("framework_areas")
    return {
        row["framework"]: Framework(
            code=row["framework"],
            label=row["label"],
            first_day=date.fromisoformat(row["from"]),
            last_day=date.fromisoformat(row["until"]) if row["until"] else None,
            areas=tuple(a["judgement_area"] for a in areas if a["framework"] == row["framework"]),
        )
        for row in read_lookup("frameworks")
    }


_GRADE_ROWS = read_lookup("grades")
GRADES: tuple[str, ...] = tuple(row["grade"] for row in _GRADE_ROWS)
"""Grade codes, from the lowest to the highest."""
GRADE_LABELS: dict[str, str] = {row["grade"]: row["label"] for row in _GRADE_ROWS}
"""What Ofsted prints for a grade."""

_AREA_ROWS = read_lookup("judgement_areas")
AREAS: tuple[str, ...] = tuple(row["judgement_area"] for row in _AREA_ROWS)
AREA_LABELS: dict[str, str] = {row["judgement_area"]: row["label"] for row in _AREA_ROWS}
AREA_SHORT_LABELS: dict[str, str] = {r["judgement_area"]: r["short_label"] for r in _AREA_ROWS}
DEFAULT_AREAS: tuple[str, ...] = ("leaders", "help_protection", "in_care", "care_leavers")
"""The four practice and leadership judgements a benchmark leads with."""
SHOWN_AREAS: tuple[str, ...] = (*DEFAULT_AREAS, "overall")
"""The judgements of today, and overall effectiveness while it was given."""

FRAMEWORKS: dict[str, Framework] = _read_frameworks()
FRAMEWORK_LABELS: dict[str, str] = {code: of.label for code, of in FRAMEWORKS.items()}
ILACS: tuple[str, ...] = tuple(code for code in FRAMEWORKS if code != "sif")
"""The frameworks since 2018; SIF reports are several times as long and list recommendations."""
INSPECTION_TYPES: tuple[str, ...] = ("standard", "short")
IMPROVEMENT_KINDS: tuple[str, ...] = (
    "area_for_improvement",
    "area_for_priority_action",
    "recommendation",
)

_THEME_ROWS = read_lookup("themes")
THEMES: tuple[str, ...] = tuple(row["theme"] for row in _THEME_ROWS)
"""Codes of the taxonomy's themes, in its order."""
THEME_LABELS: dict[str, str] = {row["theme"]: row["label"] for row in _THEME_ROWS}
THEME_GROUPS: dict[str, str] = {row["theme"]: row["theme_group"] for row in _THEME_ROWS}
THEME_GROUP_LABELS: dict[str, str] = {
    row["theme_group"]: row["label"] for row in read_lookup("theme_groups")
}
POLARITY_LABELS: dict[str, str] = {
    row["polarity"]: row["label"] for row in read_lookup("polarities")
}
POLARITIES: tuple[str, ...] = tuple(POLARITY_LABELS)
"""What a finding says of its themes: strength, weakness, mixed or neutral."""
IMPROVEMENT_SECTION = "what_needs_to_improve"
"""Where bullets, recommendations and areas for priority action stand; each says a weakness."""
FINDING_SECTIONS: tuple[str, ...] = ("summary", *AREAS)
NATIONAL_FRAMEWORK_LABELS: dict[str, str] = {
    row["code"]: row["label"] for row in read_lookup("national_framework_labels")
}
"""Codes as reports print them ('outcome 4') and their wording in the statutory framework."""


def frameworks_on(first_day: date) -> list[Framework]:
    """Frameworks in force on the first day on site, newest first; empty before the SIF.

    Two of them overlap in 2018, when the last SIF re-inspections ran beside the first ILACS.

    >>> [f.code for f in frameworks_on(date(2023, 1, 9))]
    ['ilacs_2023']
    """
    in_force = [
        f
        for f in FRAMEWORKS.values()
        if f.first_day <= first_day and (f.last_day is None or first_day <= f.last_day)
    ]
    return sorted(in_force, key=lambda f: f.first_day, reverse=True)
