"""Columns of sheets about judgements: of one council, of a group, one row a council."""

from collections.abc import Callable, Sequence

import pandas as pd

from ilacs_bench.export.book import NOT_APPLICABLE
from ilacs_bench.export.fields import (
    BEFORE,
    NOW,
    Field,
    labelled,
    links,
    ordered,
    plain,
    report_link,
    without_grade,
)
from ilacs_bench.vocabulary import AREA_LABELS, AREA_SHORT_LABELS, FRAMEWORKS, GRADE_LABELS

_FRAMEWORK_LABELS = {code: framework.label for code, framework in FRAMEWORKS.items()}
_DIRECTION_LABELS = {"improved": "Improved", "declined": "Declined", "same": "Same"}

AUTHORITY = plain("Local authority", "la_name", "Local authority with children's services")
CODE = plain("GSS code", "la_code", "Code of the Office for National Statistics")
JUDGEMENT = labelled("Judgement", "judgement_area", AREA_LABELS, "Area judged, as Ofsted names it")
GRADE = labelled(
    "Grade",
    "grade",
    GRADE_LABELS,
    "Grade given; of a date, by the latest full inspection",
    without_grade,
)
GRADE_ORDER = ordered("Grade order", "grade")
GRADED_AS = labelled(
    "Graded as",
    "graded_as",
    AREA_SHORT_LABELS,
    "Area as the report grades it; another one than the judgement only where the combined "
    "judgement of 2018 to 2022 is shown under children in care, as in Ofsted's statistics",
    NOT_APPLICABLE,
)
DIRECTION = labelled(
    "Direction of travel",
    "direction",
    _DIRECTION_LABELS,
    "Grade against that of the full inspection before, where both are there",
    NOT_APPLICABLE,
)
INSPECTION_FIELDS = (
    plain("First day on site", "start", "Of the inspection that gave the grade", empty=NOW),
    plain("Last day on site", "end", "Of the inspection that gave the grade", empty=NOW),
    plain("Published", "published", "Day of publication of its report", empty=NOW),
    plain("Age (days)", "age_days", "From the first day on site to the as-at date", "Days", NOW),
    labelled("Framework", "framework", _FRAMEWORK_LABELS, "Rules it was inspected under", NOW),
)
JUDGEMENT_FIELDS = (
    JUDGEMENT,
    GRADE,
    GRADED_AS,
    *INSPECTION_FIELDS,
    report_link("Report", "", "Link to the page with the grade, on Ofsted's site", NOW),
    DIRECTION,
    labelled(
        "Previous grade",
        "previous_grade",
        GRADE_LABELS,
        "Grade of the inspection before",
        NOT_APPLICABLE,
    ),
    labelled(
        "Previously graded as",
        "previous_area",
        AREA_SHORT_LABELS,
        "Area as graded then",
        NOT_APPLICABLE,
    ),
    plain(
        "Previous first day",
        "previous_start",
        "First day on site of the inspection before",
        empty=BEFORE,
    ),
    plain("Previously published", "previous_published", "Day its report came", empty=BEFORE),
    labelled(
        "Previous framework",
        "previous_framework",
        _FRAMEWORK_LABELS,
        "Rules in force at that time",
        BEFORE,
    ),
    report_link("Previous report", "previous_", "Link to the page with the grade before", BEFORE),
    GRADE_ORDER,
    ordered("Previous grade order", "previous_grade"),
)
POSITION_FIELDS = (
    JUDGEMENT,
    labelled(
        "Grade", "grade", GRADE_LABELS, "The local authority's own grade", NOT_APPLICABLE
    ),
    plain("Position", "sentence", "Where it stands in its group, in words to quote"),
    plain("Same grade", "n_same", "Local authorities with the same grade, itself included",
          empty=NOT_APPLICABLE),
    plain("Graded higher", "n_better", "Local authorities of the group with a higher grade",
          empty=NOT_APPLICABLE),
    plain("Graded lower", "n_worse", "Local authorities of the group with a lower grade",
          empty=NOT_APPLICABLE),
    plain("Graded", "judged", "Local authorities with any grade on the area, itself included"),
    plain("Local authorities", "of", "Local authorities in the group, and itself"),
)  # fmt: skip
GROUP_FIELDS = (
    AUTHORITY,
    CODE,
    plain("Reason", "reason", "Why it is in the group"),
    plain("Rank", "rank", "1 is the closest statistical neighbour", empty=NOT_APPLICABLE),
    plain(
        "Closeness",
        "closeness",
        "Band of closeness of a statistical neighbour, as the model publishes it",
        empty=NOT_APPLICABLE,
    ),
)


def matrix_fields(
    matrix: pd.DataFrame, areas: Sequence[str], *, group: bool = True
) -> tuple[Field, ...]:
    """Fields of a sheet of one row a local authority: for each area grade and direction of travel.

    Where any grade of an area was given to another one, a third column says to which. Those of a
    `group` have their rank and closeness.
    """
    by_area = {str(area): rows for area, rows in matrix.groupby("judgement_area")}
    return (
        AUTHORITY,
        CODE,
        *(GROUP_FIELDS[-2:] if group else ()),
        *(f for area in areas for f in _area_fields(area, by_area[area].set_index("la_code"))),
        *INSPECTION_FIELDS,
        Field("Report", "Link to the report, on Ofsted's site", _report, empty=NOW),
        *(_order_field(area, by_area[area].set_index("la_code")) for area in areas),
    )


def _area_fields(area: str, rows: pd.DataFrame) -> list[Field]:
    label = AREA_SHORT_LABELS[area]

    def of_area(column: str, labels: dict[str, str]) -> Callable[[pd.DataFrame], pd.Series]:
        values = rows[column].astype("str").map(labels)
        return lambda councils: councils["la_code"].map(values)

    fields = [
        Field(
            label,
            f"Grade on {AREA_LABELS[area]}",
            of_area("grade", GRADE_LABELS),
            empty=lambda rows: without_grade(rows.assign(judgement_area=area)),
        ),
        Field(
            f"{label}: direction",
            DIRECTION.meaning,
            of_area("direction", _DIRECTION_LABELS),
            empty=NOT_APPLICABLE,
        ),
    ]
    if (rows["graded_as"].dropna() != area).any():
        graded_as = of_area("graded_as", AREA_SHORT_LABELS)
        about = f"{label}: graded as"
        fields.insert(1, Field(about, GRADED_AS.meaning, graded_as, empty=NOT_APPLICABLE))
    return fields


def _order_field(area: str, rows: pd.DataFrame) -> Field:
    order = ordered(f"{AREA_SHORT_LABELS[area]}: grade order", "grade")
    by_code = order.values(rows)
    return Field(
        order.heading,
        order.meaning,
        lambda councils: councils["la_code"].map(by_code).astype("Int64"),
        empty=lambda councils: without_grade(councils.assign(judgement_area=area)),
    )


def _report(councils: pd.DataFrame) -> pd.Series:
    return links(councils.assign(page=None))
