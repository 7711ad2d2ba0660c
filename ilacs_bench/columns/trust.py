"""Columns about trust: what the tables hold, what agrees with Ofsted, how often codes are right."""

from dataclasses import replace

from ilacs_bench.columns import judgements as j
from ilacs_bench.columns.column import Column, number
from ilacs_bench.columns.tables import FIELD_LABELS, TAKEN_LABELS
from ilacs_bench.schema import CELLS
from ilacs_bench.vocabulary import FRAMEWORK_LABELS


def _rate(name: str, heading: str, meaning: str) -> Column:
    return Column(name, heading, f"{meaning}; empty where none was checked", "share")


_HELD = (
    number("n", "Inspections", "Full inspections in the tables"),
    number("n_read", "Report read", "Those whose report was read"),
    number("n_coded", "Themes coded", "Those whose report has at least one theme"),
)
HELD_BY_FRAMEWORK = (
    Column("framework", "Framework", "Rules inspected under", "code", FRAMEWORK_LABELS),
    *_HELD,
)
HELD_BY_YEAR = (number("year", "Year", "Year of publication"), *_HELD)
HELD_BY_COUNCIL = (
    j.AUTHORITY,
    *_HELD,
    Column("last", "Newest report", "Day of publication of its newest report", "date"),
)
_CELLS = (
    number("compared", "Compared", "Figures that both have"),
    number("agree", "Agree", "Those that are the same"),
    number("explained", "Differ, reason known", "Those that differ for a known reason"),
    number("unexplained", "Differ, no reason", "Those that differ without one"),
    number(
        "from_reports",
        "Read from a report",
        "Those where ours is not from a sheet of Ofsted's: only they are an independent check",
    ),
)
_SHEET = Column("official_source", "File and sheet", CELLS.meaning("official_source"))
AGREEMENT = (_SHEET, *_CELLS)
_FIELD = Column("field", "What is compared", CELLS.meaning("field"), "code", FIELD_LABELS)
AGREEMENT_BY_FIELD = (_FIELD, _SHEET, *_CELLS)
DIFFERENCES = (
    j.AUTHORITY,
    replace(_FIELD, heading="What differs"),
    Column("our_value", "Ours", CELLS.meaning("our_value")),
    Column("official_value", "Ofsted’s statistics", CELLS.meaning("official_value")),
    Column("taken", "We use", CELLS.meaning("taken"), "code", TAKEN_LABELS),
    Column("reason", "Why", CELLS.meaning("reason")),
    _SHEET,
)
_CHECKED = number("findings", "Findings checked", "Findings that both read")
ACCURACY = (
    Column("framework", "Framework", "Rules inspected under"),
    _CHECKED,
    _rate("themes F1", "Themes (F1)", "Agreement on themes, both ways in one figure"),
    _rate("polarity", "Strength or weakness", "Agreement on which of the two a finding says"),
    _rate("weakness F1", "Weaknesses (F1)", "Agreement on weaknesses, both ways in one figure"),
)
ACCURACY_BY_THEME = (
    Column("theme", "Theme", "Theme of the taxonomy"),
    _CHECKED,
    _rate("precision", "Given rightly", "Of those that the program gives (precision)"),
    _rate("recall", "Found", "Of those that it should give (recall)"),
    _rate("F1", "Both (F1)", "The two in one figure"),
)
