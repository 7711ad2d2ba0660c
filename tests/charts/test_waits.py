"""The strip of waits: a mark for each local authority, and the names of some."""

import altair as alt
import pandas as pd
import pytest

from ilacs_bench.charts.waits import waits_spec

WAITS = pd.DataFrame({"la_code": list("abc"), "la_name": ["A", "B", "C"], "days": [1461, 731, 0]})


@pytest.mark.parametrize(("la_code", "own"), [("", []), ("b", [("B", 2.0)])])
def test_every_wait_has_a_mark_and_ours_is_named(la_code, own):
    spec = waits_spec(WAITS, "Waits", "How long", la_code)
    alt.LayerChart.from_dict(spec)
    assert len(spec["layer"]) == (5 if own else 3)  # Vega warns of a layer without rows
    rows = spec["data"]["values"]
    years = [(row["kind"], row.get("la_name"), row["years"]) for row in rows]
    assert years[:3] == [("wait", "A", 4.0), ("wait", "B", 2.0), ("wait", "C", 0.0)]
    assert [(name, of) for kind, name, of in years if kind == "own"] == own
    median = [row["years"] for row in rows if row.get("words") == "median"]
    assert median == [2.0]
