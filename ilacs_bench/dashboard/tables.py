"""Tables of the library's pages: councils are links, and the chosen council is highlighted."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.latest import existing_authorities
from ilacs_bench.benchmark.wide import one_row_each
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.html_cells import CellLink
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.links import link_to, linked_day
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.vocabulary import AREAS

Columns = Sequence[Column | str]


def council_links(choice: Choice) -> dict[str, str]:
    """Return the address of each council's page on the same day, by GSS code and by name."""
    day, existing = linked_day(choice), existing_authorities(choice.tables, choice.as_at)
    named = {name: link_to("council", la=name, as_at=day) for name in existing["la_name"]}
    return named | dict(zip(existing["la_code"], named.values(), strict=True))


def table(
    choice: Choice,
    rows: pd.DataFrame,
    title: str,
    columns: Columns | None = None,
    *,
    links: Mapping[str, Sequence[CellLink]] = {},
    **more: Any,
) -> Html:
    """Return the table of rows, with the chosen council marked and council names as links.

    A former council has no page, so no link. `more` are arguments of `table_html`.
    """
    own = getattr(choice, "la_code", None) if "la_code" in rows else None
    if "la_name" in rows:
        whose = rows["la_code" if "la_code" in rows else "la_name"]
        links = {"la_name": [*map(choice.once(council_links).get, whose)], **links}
    return table_html(rows, title, own, columns=columns, links=links, **more)


def grades_in_columns(
    judgements: pd.DataFrame, names: Sequence[str] = ("grade", "direction")
) -> pd.DataFrame:
    """Return one row per local authority, with `<name>_<area>` of each area with any grade."""
    areas = judgements.loc[judgements["grade"].notna(), "judgement_area"].unique().tolist()
    return one_row_each(judgements.drop(columns="page"), areas, names)


def grades_of(frame: pd.DataFrame) -> list[str]:
    """Return the names of such a frame's grade columns, in the order of AREAS."""
    return [name for area in AREAS if (name := f"grade_{area}") in frame]
