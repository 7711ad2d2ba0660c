"""The library's views: functions of a Choice, to show in a cell of any page.

    page.show(views.own_grades)

A view needs the controls behind the attributes of `choice` that it reads; views of one council need
a control made by `controls.council`.
"""

from ilacs_bench.dashboard.views.group import group_grades, movements, notes
from ilacs_bench.dashboard.views.improve import improvements, learn_from, report_themes
from ilacs_bench.dashboard.views.own import own_grades, own_inspection, positions
from ilacs_bench.dashboard.views.record import group_record, record
from ilacs_bench.dashboard.views.wait import wait

__all__ = [
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
]
