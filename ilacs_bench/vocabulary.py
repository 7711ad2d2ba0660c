"""The words and codes of the field: grades, judgement areas, frameworks.

The facts are rows of `data/lookups/*.csv`, so that a new framework or wording changes only data.
This module does not import pandas, as the parser's worker processes start with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ilacs_bench.errors import SchemaError
from ilacs_bench.lookup_rows import read_lookup


@dataclass(frozen=True)
class Family:
    """Frameworks whose reports have the same layout; `framework_families.csv`.

    compared          whether their reports are counted together, as those of the SIF are not
    sections          whether each practice judgement has its own section in the report
    lengths           whether there are short and standard inspections
    overall_in_table  whether the overall grade is a row of the table, not a sentence above it
    """

    code: str
    label: str
    compared: bool
    sections: bool
    lengths: bool
    overall_in_table: bool


@dataclass(frozen=True)
class Framework:
    """The rules of an inspection; it depends on the first day on site, never on publication.

    `labels` has the label of each judgement, empty if it is that of the framework before.
    """

    code: str
    family: Family
    label: str
    first_day: date
    last_day: date | None
    labels: dict[str, str]

    @property
    def areas(self) -> tuple[str, ...]:
        """Its judgement areas, in the order in which it prints them."""
        return tuple(self.labels)

    @property
    def short_label(self) -> str:
        """The label of its family, with the year in which it began if there are several."""
        several = sum(other.family == self.family for other in FRAMEWORKS.values()) > 1
        return f"{self.family.label} {self.first_day.year}" if several else self.family.label


_AREA_ROWS = read_lookup("framework_areas")


def _read_families() -> dict[str, Family]:
    return {
        row["family"]: Family(
            code=row["family"],
            label=row["label"],
            compared=row["compared"] == "yes",
            sections=row["sections"] == "yes",
            lengths=row["lengths"] == "yes",
            overall_in_table=row["overall_in"] == "table",
        )
        for row in read_lookup("framework_families")
    }


def _read_frameworks() -> dict[str, Framework]:
    """Return the frameworks, oldest first."""
    return {
        row["framework"]: Framework(
            code=row["framework"],
            family=FAMILIES[row["family"]],
            label=row["label"],
            first_day=date.fromisoformat(row["from"]),
            last_day=date.fromisoformat(row["until"]) if row["until"] else None,
            labels={
                of["judgement_area"]: of["label"]
                for of in _AREA_ROWS
                if of["framework"] == row["framework"]
            },
        )
        for row in sorted(read_lookup("frameworks"), key=lambda row: row["from"])
    }


def _check_follow(frameworks: Iterable[Framework]) -> None:
    """Raise SchemaError if a framework begins before the last one of its family has ended."""
    last: dict[Family, Framework] = {}
    for framework in frameworks:
        before = last.get(framework.family)
        if before and not (before.last_day and before.last_day < framework.first_day):
            raise SchemaError(
                f"frameworks.csv: {framework.code} begins on {framework.first_day}, and "
                f"{before.code} has not ended by then. Put its last day into 'until'."
            )
        last[framework.family] = framework


FAMILIES: dict[str, Family] = _read_families()
"""The framework families, oldest first."""
FRAMEWORKS: dict[str, Framework] = _read_frameworks()
_check_follow(FRAMEWORKS.values())
FRAMEWORK_LABELS: dict[str, str] = {code: of.label for code, of in FRAMEWORKS.items()}
FIRST_DAY: date = min(framework.first_day for framework in FRAMEWORKS.values())
"""First day of the first framework: no inspection is earlier."""
COMPARED_FRAMEWORKS: tuple[str, ...] = tuple(
    code for code, framework in FRAMEWORKS.items() if framework.family.compared
)
"""Frameworks whose reports are counted together: not the SIF, whose are several times as long."""
COMPARED_WORDS: str = " and ".join(of.label for of in FAMILIES.values() if of.compared)
"""Their name before 'reports' and 'inspections'; APART_WORDS is the name of the others."""
APART_WORDS: str = " and ".join(of.label for of in FAMILIES.values() if not of.compared)

_OVERALL = "overall"  # the kind of judgement; the others are practice judgements
LED_WITH: frozenset[str] = frozenset(
    row["judgement_area"] for row in _AREA_ROWS if row["default"] != "no"
)
"""The main judgement areas of pages and extracts; `lookups.areas` says on which days."""


def _ordered_areas() -> tuple[str, ...]:
    """Return each area once, in the order of the newest framework; overall ones last.

    Areas of an earlier framework family follow those of a later one. A main area is next to the one
    that continues it under another name.
    """
    families, frameworks = list(FAMILIES), list(FRAMEWORKS)

    def place(row: dict[str, str]) -> tuple[int, bool, int]:
        family = families.index(FRAMEWORKS[row["framework"]].family.code)
        return -family, row["kind"] == _OVERALL, -frameworks.index(row["framework"])

    areas = list(dict.fromkeys(row["judgement_area"] for row in sorted(_AREA_ROWS, key=place)))
    goes_on = {
        row["graded_as"]: row["judgement_area"]
        for row in read_lookup("area_equivalents")
        if row["use"] == "picture" and row["graded_as"] in LED_WITH
    }

    def beside(area: str) -> int:
        return areas.index(goes_on.get(area, area))

    return tuple(sorted(areas, key=beside))


def _area_labels(column: str) -> dict[str, str]:
    """Return each area's label in the newest framework that has one."""
    rows = sorted(_AREA_ROWS, key=lambda row: FRAMEWORKS[row["framework"]].first_day)
    words = {row["judgement_area"]: row[column] for row in rows if row[column]}
    if missing := next((area for area in AREAS if area not in words), None):
        raise SchemaError(
            f"framework_areas.csv: the judgement '{missing}' has no {column} in any framework. Is "
            "its code misspelt? The first row of a new one gives its label and short label."
        )
    return {area: words[area] for area in AREAS}


AREAS: tuple[str, ...] = _ordered_areas()
AREA_LABELS: dict[str, str] = _area_labels("label")
AREA_SHORT_LABELS: dict[str, str] = _area_labels("short_label")
OVERALL: str = next(row["judgement_area"] for row in _AREA_ROWS if row["kind"] == _OVERALL)
"""The overall judgement, which has no section of its own in reports."""
SECTION_AREAS: tuple[str, ...] = tuple(
    area
    for area in AREAS
    if area != OVERALL and any(area in FRAMEWORKS[code].areas for code in COMPARED_FRAMEWORKS)
)
"""Areas with sections of their own in the reports that are compared."""
_GRADE_ROWS = read_lookup("grades")
GRADES: tuple[str, ...] = tuple(row["grade"] for row in _GRADE_ROWS)
"""Grade codes, lowest first."""
GRADE_LABELS: dict[str, str] = {row["grade"]: row["label"] for row in _GRADE_ROWS}
"""The words that Ofsted prints for each grade."""

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
"""What a finding says about its themes: strength, weakness, mixed or neutral."""
IMPROVEMENT_SECTION = "what_needs_to_improve"
"""The section of improvements of every kind, each of which counts as a weakness."""
FINDING_SECTIONS: tuple[str, ...] = ("summary", *AREAS)
NATIONAL_FRAMEWORK_LABELS: dict[str, str] = {
    row["code"]: row["label"] for row in read_lookup("national_framework_labels")
}
"""Codes as reports print them ('outcome 4') and their wording in the statutory framework."""


def frameworks_on(first_day: date) -> list[Framework]:
    """Return the frameworks in force on a first day on site, newest first; [] before the SIF.

    Two overlap in 2018, when the last SIF re-inspections took place alongside the first ILACS ones.

    >>> [f.code for f in frameworks_on(date(2023, 1, 9))]
    ['ilacs_2023']
    """
    in_force = [
        f
        for f in FRAMEWORKS.values()
        if f.first_day <= first_day and (f.last_day is None or first_day <= f.last_day)
    ]
    return sorted(in_force, key=lambda f: f.first_day, reverse=True)
