"""How long one council has waited since its last inspection, among all of England."""

import altair as alt
import pandas as pd

from ilacs_bench.benchmark.waits import wait_of, waits
from ilacs_bench.charts.colours import INK
from ilacs_bench.dashboard.chart import ChartShape, FilledChart
from ilacs_bench.dashboard.choice import Choice

_QUARTILES = {0.25: "lower quarter", 0.5: "median", 0.75: "upper quarter"}
_HEIGHT = 90


def wait(choice: Choice) -> list[str | FilledChart]:
    """How long since our last inspection.

    A mark for each local authority of England by the years since its latest inspection began; ours,
    the median and the quartiles are named.
    """
    sentence = wait_of(choice.tables, choice.la_code, as_at=choice.as_at)["sentence"][0]
    rows = waits(choice.tables, as_at=choice.as_at).dropna(subset=["days"])
    if not rows["la_code"].eq(choice.la_code).any():
        return [sentence]
    return [sentence, wait_strip(rows, choice.la_code)]


def wait_strip(rows: pd.DataFrame, la_code: str) -> FilledChart:
    """The waits of all, rows of `waits`, as one strip of marks; ours and the quartiles named."""
    rows = rows[["la_code", "la_name", "days"]].assign(
        years=(rows["days"] / 365.25).astype("float64").round(2)
    )
    own = rows[rows["la_code"] == la_code]
    quartiles = pd.DataFrame(
        [
            {
                "years": round(float(rows["years"].quantile(share)), 2),
                "words": f"{words} waited less",
            }
            for share, words in _QUARTILES.items()
        ]
    )
    return _STRIP.filled(rows=rows, quartiles=quartiles, own=own)


def _strip() -> alt.LayerChart:
    rows, quartiles, own = (alt.NamedData(name) for name in ("rows", "quartiles", "own"))
    x = alt.X(
        "years:Q", title="Years since the latest inspection began", axis=alt.Axis(tickCount=5)
    )
    tooltip = ["la_name:N", "days:Q"]
    everyone = (
        alt.Chart(rows).mark_tick(thickness=2, opacity=0.5, size=26).encode(x=x, tooltip=tooltip)
    )
    ours = alt.Chart(own).mark_tick(thickness=6, size=46, color=INK).encode(x=x, tooltip=tooltip)
    named = alt.Chart(own).mark_text(dy=-32, fontWeight="bold").encode(x=x, text="la_name:N")
    marks = alt.Chart(quartiles).mark_rule(strokeDash=[3, 3]).encode(x=x)
    words = alt.Chart(quartiles).mark_text(dy=34, fontSize=11).encode(x=x, text="words:N")
    return alt.layer(everyone, marks, words, ours, named).properties(height=_HEIGHT)


_STRIP = ChartShape(_strip)
