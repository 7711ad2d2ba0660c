"""The page of one council: its views, to show in a cell of any page, and its files.

    page.show(council.own_grades)

A view needs the controls behind the attributes of `choice` that it reads, among them one made by
`controls.council`.
"""

from ilacs_bench.dashboard.pages.council.files import excel, word_briefing
from ilacs_bench.dashboard.pages.council.group import group_grades, movements, notes
from ilacs_bench.dashboard.pages.council.improve import improvements, learn_from, report_themes
from ilacs_bench.dashboard.pages.council.own import own_grades, own_inspection, positions
from ilacs_bench.dashboard.pages.council.record import group_record, record
from ilacs_bench.dashboard.pages.waits import wait

__all__ = [
    "excel",
    "group_grades",
    "group_record",
    "improvements",
    "learn_from",
    "movements",
    "notes",
    "own_grades",
    "own_inspection",
    "positions",
    "record",
    "report_themes",
    "wait",
    "word_briefing",
]
