"""Columns about local authorities and their inspections, now and before."""

from dataclasses import replace

from ilacs_bench.columns import judgements as j
from ilacs_bench.columns.column import Column, number
from ilacs_bench.columns.empty import BEFORE, NOT_APPLICABLE, NOW
from ilacs_bench.schema import AUTHORITIES, INSPECTIONS

TYPE_LABELS = {"standard": "Standard", "short": "Short"}
BASIS_LABELS = {"inferred": "Inferred from its length", "official": "Ofsted's statistics"}
RELATION_LABELS = {
    "itself": "The local authority itself",
    "predecessor": "Former local authority",
    "group": "Group",
}
_DATED_BY = {"start": "First day on site", "published": "Day of publication"}


def _of_inspections(name: str, heading: str) -> Column:
    return Column(name, heading, INSPECTIONS.meaning(name), empty=NOW)


OFSTED_REGION, ONS_REGION, LA_TYPE = PLACE = (
    Column("ofsted_region", "Ofsted region", AUTHORITIES.meaning("ofsted_region")),
    Column("ons_region", "ONS region", AUTHORITIES.meaning("ons_region")),
    Column("la_type", "Type of authority", AUTHORITIES.meaning("la_type")),
)
DFE_NUMBER = Column("dfe_number", "DfE number", AUTHORITIES.meaning("dfe_number"))
INSPECTION_ID = _of_inspections("inspection_id", "Inspection")
REPORT_FILE = _of_inspections("report", "Report file")
TYPE = Column(
    "inspection_type", "Type", INSPECTIONS.meaning("inspection_type"), "code", TYPE_LABELS
)
BASIS = Column(
    "inspection_type_basis",
    "Type is from",
    "Who says the type of inspection",
    "code",
    BASIS_LABELS,
)
DATED = Column(
    "dated",
    "Placed at",
    "First day on site; the day of publication where no source gives that",
    "date",
    empty=NOW,
)
DATED_BY = Column("dated_by", "Placed by", "Which of the two days it is", "code", _DATED_BY, NOW)
WAIT = Column(
    "days",
    "Wait so far",
    "From the first day on site of the latest full inspection in the tables to the as-at date",
    "days",
    empty=NOW,
)
OF_WAITS = number("of", "Of", "Local authorities with a wait that is known")
N_LONGER = number("n_longer", "Waited longer", "Local authorities with a longer wait")
INSPECTION_COLUMNS = (
    INSPECTION_ID,
    j.FRAMEWORK,
    TYPE,
    BASIS,
    j.START,
    j.END,
    j.PUBLISHED,
    REPORT_FILE,
    j.REPORT,
)
PREVIOUS_COLUMNS = tuple(
    {
        "framework": j.PREVIOUS_FRAMEWORK,
        "start": j.PREVIOUS_START,
        "published": j.PREVIOUS_PUBLISHED,
    }.get(
        c.name,
        replace(
            c,
            name=f"previous_{c.name}",
            heading=f"Previous {c.heading[:1].lower()}{c.heading[1:]}",
            empty=BEFORE,
        ),
    )
    for c in INSPECTION_COLUMNS
)
RELATION = Column("relation", "Is", "Why its inspections are listed here", "code", RELATION_LABELS)
NUMBER = number(
    "number", "Inspection number", "Counts the full inspections of a local authority from 1"
)
CHANGE = (
    Column(
        "framework_changed",
        "Framework changed",
        "Whether the inspection before was under another framework",
        "yes_no",
        empty=NOT_APPLICABLE,
    ),
    Column(
        "days_since_previous",
        "Since the one before",
        "From the first day on site of the inspection before to that of this one",
        "days",
        empty=BEFORE,
    ),
)
_ABOUT = (j.AUTHORITY, RELATION, NUMBER)
GRADES_OVER_TIME = (*_ABOUT, *j.NOW_AND_BEFORE, *CHANGE, j.CODE)
"""Every grade of a council and its group, of the rows of `trajectories`."""
RECORD = (*_ABOUT, *j.INSPECTION, TYPE, BASIS, j.REPORT, *CHANGE, j.CODE)
"""Every inspection of a council and its group, one row of `trajectories` each."""
