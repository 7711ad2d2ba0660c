"""What stands in each column of an extract: its heading, its meaning, how it is made of a table.

The same fields make the sheets and the data dictionary behind them, so that none goes unexplained.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ilacs_bench.export.workbook import Link
from ilacs_bench.vocabulary import AREA_LABELS, AREA_SHORT_LABELS, FRAMEWORKS, GRADE_LABELS

_FRAMEWORK_LABELS = {code: framework.label for code, framework in FRAMEWORKS.items()}
_DIRECTION_LABELS = {"improved": "Improved", "declined": "Declined", "same": "Same"}


@dataclass(frozen=True)
class Field:
    """One column of an extract, made from the rows of a table."""

    heading: str
    meaning: str
    values: Callable[[pd.DataFrame], pd.Series]


def make_frame(rows: pd.DataFrame, fields: Sequence[Field]) -> pd.DataFrame:
    """The columns of `fields`, one row per row of `rows`."""
    return pd.DataFrame({f.heading: f.values(rows).astype(object) for f in fields})


def plain(heading: str, column: str, meaning: str) -> Field:
    """The column as it is."""
    return Field(heading, meaning, lambda rows: rows[column])


def labelled(heading: str, column: str, labels: dict[str, str], meaning: str) -> Field:
    """The column with the label of each code."""
    return Field(heading, meaning, lambda rows: rows[column].astype("str").map(labels))


def report_link(heading: str, prefix: str, meaning: str) -> Field:
    """A link to the page of the report that has the grade, where the address is known."""
    return Field(heading, meaning, lambda rows: _links(rows, prefix))


def _links(rows: pd.DataFrame, prefix: str) -> pd.Series:
    urls, pages = rows[f"{prefix}source_url"], rows[f"{prefix}page"]
    links = [_link(url, page) for url, page in zip(urls, pages, strict=True)]
    return pd.Series(links, index=rows.index, dtype=object)


def _link(url: Any, page: Any) -> Link | None:
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return None
    return (
        Link("Report", url) if pd.isna(page) else Link(f"Report, page {page}", f"{url}#page={page}")
    )


AUTHORITY = plain("Local authority", "la_name", "Local authority with children's services")
CODE = plain("GSS code", "la_code", "Code of the Office for National Statistics")
JUDGEMENT = labelled("Judgement", "judgement_area", AREA_LABELS, "Area judged, as Ofsted names it")
GRADE = labelled(
    "Grade",
    "grade",
    GRADE_LABELS,
    "Grade of the latest full inspection; empty where it did not grade the area",
)
GRADED_AS = labelled(
    "Graded as",
    "graded_as",
    AREA_SHORT_LABELS,
    "Area as the report grades it; another one than the judgement only where the combined "
    "judgement of 2018 to 2022 is shown under children in care, as in Ofsted's statistics",
)
DIRECTION = labelled(
    "Direction of travel",
    "direction",
    _DIRECTION_LABELS,
    "Grade against that of the full inspection before; empty where one of the two is",
)
INSPECTION_FIELDS = (
    plain("First day on site", "start", "Of the latest full inspection; empty where not known"),
    plain("Last day on site", "end", "Of the latest full inspection"),
    plain("Published", "published", "Day of publication of its report"),
    plain("Age in days", "age_days", "From the first day on site to the as-at date"),
    labelled("Framework", "framework", _FRAMEWORK_LABELS, "Rules it was inspected under"),
)
JUDGEMENT_FIELDS = (
    JUDGEMENT,
    GRADE,
    GRADED_AS,
    *INSPECTION_FIELDS,
    report_link("Report", "", "Link to the page with the grade, on Ofsted's site"),
    DIRECTION,
    labelled("Previous grade", "previous_grade", GRADE_LABELS, "Grade of the inspection before"),
    labelled("Previously graded as", "previous_area", AREA_SHORT_LABELS, "Area as graded then"),
    plain("Previous first day", "previous_start", "First day on site of the inspection before"),
    plain("Previously published", "previous_published", "Day its report was published"),
    labelled(
        "Previous framework", "previous_framework", _FRAMEWORK_LABELS, "Rules in force at that time"
    ),
    report_link("Previous report", "previous_", "Link to the page with the previous grade"),
)
POSITION_FIELDS = (
    JUDGEMENT,
    labelled("Grade", "grade", GRADE_LABELS, "The local authority's own grade"),
    plain("Position", "sentence", "Where it stands in its group, in words to quote"),
    plain("Same grade", "n_same", "Local authorities with the same grade, itself included"),
    plain("Graded higher", "n_better", "Local authorities of the group with a higher grade"),
    plain("Graded lower", "n_worse", "Local authorities of the group with a lower grade"),
    plain("Graded", "judged", "Local authorities with any grade on the area, itself included"),
    plain("Local authorities", "of", "Local authorities in the group, and itself"),
)
DISTRIBUTION_FIELDS = (
    JUDGEMENT,
    labelled("Grade", "grade", GRADE_LABELS, "Grade as printed"),
    plain("Count", "n", "Local authorities of the group with the grade, itself left out"),
    plain("Graded", "judged", "Local authorities of the group with any grade on the area"),
    plain("Local authorities", "of", "Local authorities in the group"),
    plain("Share of graded", "share", "Count divided by graded, 0 to 1; empty where none is"),
)
GROUP_FIELDS = (
    AUTHORITY,
    CODE,
    plain("Reason", "reason", "Why it is in the group"),
    plain("Rank", "rank", "1 is the closest statistical neighbour; empty for other groups"),
    plain("Closeness", "closeness", "Band of closeness, as the model publishes it"),
)


def matrix_fields(matrix: pd.DataFrame, areas: Sequence[str]) -> tuple[Field, ...]:
    """Fields of a sheet of one row a local authority: for each area grade and direction of travel.

    Where any grade of an area was given to another one, a third column says to which.
    """
    by_area = {str(area): rows for area, rows in matrix.groupby("judgement_area")}
    return (
        AUTHORITY,
        CODE,
        *GROUP_FIELDS[-2:],
        *(f for area in areas for f in _area_fields(area, by_area[area].set_index("la_code"))),
        *INSPECTION_FIELDS,
        Field("Report", "Link to the report, on Ofsted's site", _report),
    )


def _area_fields(area: str, rows: pd.DataFrame) -> list[Field]:
    label = AREA_SHORT_LABELS[area]

    def of_area(column: str, labels: dict[str, str]) -> Callable[[pd.DataFrame], pd.Series]:
        values = rows[column].astype("str").map(labels)
        return lambda councils: councils["la_code"].map(values)

    fields = [
        Field(label, f"Grade on {AREA_LABELS[area]}", of_area("grade", GRADE_LABELS)),
        Field(f"{label}: direction", DIRECTION.meaning, of_area("direction", _DIRECTION_LABELS)),
    ]
    if (rows["graded_as"].dropna() != area).any():
        graded_as = of_area("graded_as", AREA_SHORT_LABELS)
        fields.insert(1, Field(f"{label}: graded as", GRADED_AS.meaning, graded_as))
    return fields


def _report(councils: pd.DataFrame) -> pd.Series:
    return _links(councils.assign(page=None), "")
