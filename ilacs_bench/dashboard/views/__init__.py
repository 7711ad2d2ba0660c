"""The views of the library: each a function of a choice, to show in a cell of any page.

    page.show(views.own_grades)

What they need is said by the attributes of `choice` that they read; those of one council need a
control made by `controls.council`.
"""

from ilacs_bench.dashboard.views.group import group_grades, movements
from ilacs_bench.dashboard.views.improve import improvements, learn_from
from ilacs_bench.dashboard.views.own import own_grades, own_inspection, record
from ilacs_bench.dashboard.views.standing import positions
from ilacs_bench.dashboard.views.wait import wait

__all__ = [
    "group_grades",
    "improvements",
    "learn_from",
    "movements",
    "own_grades",
    "own_inspection",
    "positions",
    "record",
    "wait",
]
