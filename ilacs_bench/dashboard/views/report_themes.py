"""What the latest report of one council says, theme by theme, beside its group."""

from typing import Any

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.inspection_index import take_rows
from ilacs_bench.benchmark.theme_profile import theme_profile
from ilacs_bench.columns import themes as t
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.links import link_to, linked_day
from ilacs_bench.dashboard.parts import Html, folded
from ilacs_bench.vocabulary import THEME_LABELS

_OWN = ["own_weakness", "own_strength", "own_improvement"]
_NAMED = 3
_GROUP = ["n_weakness", "n_strength", "n_improvement"]


def report_themes(choice: Choice) -> list[Any]:
    """What our report says, theme by theme.

    Sentences of the latest report by theme, as a machine reads them.
    """
    to = list(choice.group)
    rows = theme_profile(choice.tables, choice.la_code, to or "neighbours", as_at=choice.as_at)
    if rows[_OWN[0]].isna().all():
        if choice.comparison.own["inspection_id"].isna().all():
            coverage = choice.comparison.coverage
            return [f"{coverage.no_inspection_of(choice.la_code, choice.la_name)}."]
        return [f"The latest report of {choice.la_name} was not read for themes."]
    own = np.array([rows[name].to_numpy("int64") for name in _OWN])
    order = np.lexsort(-own[::-1])
    rows = pd.DataFrame(take_rows(rows, order[own.sum(axis=0)[order] > 0], rows.columns))
    links = [
        link_to("themes", la=choice.la_name, as_at=linked_day(choice), theme=theme)
        for theme in rows["theme"]
    ]
    told = {column.name: column for column in t.PROFILE}
    group = [told[name] for name in _GROUP] if to else []
    table = table_html(
        rows,
        "What our report says, theme by theme",
        columns=[t.THEME, *(told[name] for name in _OWN), *group],
        links={"theme": links},
    )
    note = "A program counted these sentences and can be wrong."
    if to:
        note += (
            f" The last columns count councils: {rows['of'].iloc[0]} of {choice.group_words} have "
            "a report that was read."
        )
    most = Html("<p>Most weaknesses: {}.<br>Most strengths: {}.</p>").format(
        _most(rows, "own_weakness"), _most(rows, "own_strength")
    )
    return [most, *folded("All themes of the report", note, table)]


def _most(rows: pd.DataFrame, column: str) -> str:
    """The themes with the most sentences, each with their number."""
    told = [(theme, n) for theme, n in zip(rows["theme"], rows[column], strict=True) if n > 0]
    most = sorted(told, key=lambda of: -of[1])[:_NAMED]
    return "; ".join(f"{THEME_LABELS[theme].lower()} ({n})" for theme, n in most) or "no theme"
