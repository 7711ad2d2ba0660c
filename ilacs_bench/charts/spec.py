"""Specs of charts at the speed of a page: the chart is made once, its data changes.

Altair takes 30 ms to make a chart and to write it out, most of it for checks of its own. A page
that redraws at every change makes the spec once and puts other rows, another title and another
description into it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

Spec = dict[str, Any]


def skeleton_of(chart: alt.TopLevelMixin) -> Spec:
    """The spec of a chart made of any one frame, without its rows."""
    spec: Spec = chart.to_dict(validate=False)  # the tests of the charts validate them
    spec.pop("datasets", None)
    return spec


def filled(
    skeleton: Spec, rows: Sequence[Mapping[str, Any]], *, title: str | list[str], description: str
) -> Spec:
    """The spec with these rows, this title, and this description to be read out."""
    return skeleton | {"data": {"values": rows}, "title": title, "description": description}
