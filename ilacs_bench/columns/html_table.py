"""A DataFrame as an HTML table: headings in words, grades as chips, numbers aligned.

The browser sorts, filters and saves as CSV from the cells: `data-value` is the sort key of a cell,
and the saved value if that is a number or a date.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup, escape

from ilacs_bench.columns.column import Column
from ilacs_bench.columns.find_column import column_of, shown_columns
from ilacs_bench.columns.html_cells import NUMBERS, CellLink, cells_of, given_cells
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.authorities import other_names

MOST_ROWS = 2000
"""Maximum number of rows shown; a browser can sort so many at once."""
_TALL, _NARROWED = 20, 10
"""Numbers of rows from which a table scrolls in its own frame, and has a search field."""
_WIDE = 8
"""Number of columns from which a table scrolls horizontally."""


def table_html(
    frame: pd.DataFrame,
    title: str,
    own: str | None = None,
    *,
    columns: Sequence[Column | str] | None = None,
    links: Mapping[str, Sequence[CellLink]] | None = None,
    bars: Mapping[str, float] | None = None,
    first: int | None = None,
    html: Mapping[str, Sequence[Markup]] | None = None,
) -> Markup:
    """Return the table of a frame as HTML, with its search field and download button.

    `columns` are those to show, as Columns or names in the frame; the default for a public
    function's frame is the columns meant for readers and any added to it, and all columns for other
    frames. Rows of the local authority with the GSS code `own`, or with `is_own`, are highlighted.
    `links` are addresses for the cells of a column, in the order of the rows; `bars` are columns of
    numbers with a bar in each cell, and the number of a full bar; `html` replaces the content of a
    column's cells, which sort and save by the frame's values. With `first` only so many rows are
    shown, without search and download. The title is the caption, visible to screen readers only.
    Raises UnknownName for an unknown column.
    """
    frame = _with_index(frame)
    if frame.empty:
        return Markup('<div class="ilacs-table" data-table><p>No rows.</p></div>')
    shown = _shown(frame, columns)
    most = first or MOST_ROWS
    rows = frame.head(most) if len(frame) > most else frame
    pages = {column.prefix for column in shown if column.kind == "page_link"}
    made = [
        given_cells(column, rows, html[column.name])
        if html and column.name in html
        else cells_of(
            column,
            rows,
            (links or {}).get(column.name, [None] * len(rows))[: len(rows)],
            is_head=place == 0,
            has_page=column.kind != "grade" or column.prefix not in pages,
            bar_of=(bars or {}).get(column.name, 0),
        )
        for place, column in enumerate(shown)
    ]
    above, below = _tools(title, len(rows), len(frame), is_whole=first is None)
    own_rows = (' class="ilacs-own"' if mark else "" for mark in _is_own(rows, own))
    names = _known_as(rows) if "data-find" in above else [""] * len(rows)
    lines = zip(own_rows, names, zip(*made, strict=True), strict=True)
    body = "\n".join(f"<tr{mark}{name}>{''.join(of_row)}</tr>" for mark, name, of_row in lines)
    table = _TABLE.format(
        above=above,
        below=below,
        size=" ilacs-tall" * (len(rows) > _TALL) + " ilacs-wide" * (len(shown) > _WIDE),
        title=escape(title),
        heads="".join(map(_head, shown)),
        body=body,
    )
    return Markup(table)  # noqa: S704  # all that comes from data is escaped where it is made


def _shown(frame: pd.DataFrame, columns: Sequence[Column | str] | None) -> list[Column]:
    if columns is None:
        return list(shown_columns(frame))
    names = [column.name if isinstance(column, Column) else column for column in columns]
    unknown = [name for name in names if name not in frame]
    if unknown:
        raise UnknownName(f"{unknown[0]!r} is no column: choose among {list(frame.columns)}.")
    return [c if isinstance(c, Column) else column_of(c, frame[c]) for c in columns]


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with one row of headings, and its index as first columns if meaningful."""
    is_plain = isinstance(frame.index, pd.RangeIndex) and frame.index.name is None
    if is_plain and frame.columns.is_unique and all(isinstance(n, str) for n in frame.columns):
        return frame
    if frame.columns.nlevels > 1:
        names = [" ".join(str(part) for part in name if part != "") for name in frame.columns]
        frame = frame.set_axis(names, axis="columns")
    only_counts = frame.index.names == [None] and frame.index.inferred_type in ("integer", "empty")
    frame = frame if only_counts else frame.reset_index(allow_duplicates=True)
    seen: Counter[str] = Counter()
    names = []
    for name in map(str, frame.columns):
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return frame.set_axis(names, axis="columns")


def _is_own(rows: pd.DataFrame, own: str | None) -> list[bool]:
    if own is not None and "la_code" in rows:
        return rows["la_code"].eq(own).to_list()
    if "is_own" in rows:
        return rows["is_own"].eq(True).to_list()
    return [False] * len(rows)


def _known_as(rows: pd.DataFrame) -> list[str]:
    """Return other names of each row's local authority, by which the search finds it."""
    if "la_code" not in rows:
        return [""] * len(rows)
    names = {code: "; ".join(other_names(str(code))) for code in rows["la_code"].unique()}
    attributes = {
        code: f' data-known-as="{escape(of)}"' if of else "" for code, of in names.items()
    }
    return [attributes[code] for code in rows["la_code"]]


def _head(column: Column) -> str:
    css = ' class="ilacs-number"' if column.kind in NUMBERS else ""
    title = f' title="{escape(column.meaning)}"' if column.meaning else ""
    unit = " (%)" if column.kind in ("share", "points") else ""
    saved = f' data-heading="{escape(column.full_heading)}"' if column.kind == "days" else ""
    return (
        f'<th scope="col" data-kind="{_SAVED_AS.get(column.kind, "text")}"{saved}{css}{title}>'
        f'<button type="button" data-sort>{escape(column.heading)}{unit}</button></th>'
    )


def _tools(title: str, shown: int, n: int, *, is_whole: bool) -> tuple[str, str]:
    """Return what is above a table and below it: search, number of rows, download.

    A table of a few rows needs no search, and its rows come first.
    """
    if shown == n and not is_whole:
        return "", ""
    first = f"The first {shown:,} of " if shown < n else ""
    name = re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_") or "table"
    of = _OF.format(escape(title))
    css = 'class="ilacs-button-link"'
    save = f'<button type="button" {css} data-csv="{name}.csv">{_SAVE}{of}</button>'
    if n <= _NARROWED and is_whole:
        return "", _TOOLS.format(save)
    find = (
        f'<label class="ilacs-find"><span>Find in this table{of}</span>'
        '<input type="search" data-find></label>'
    )
    count = (
        f'<p class="ilacs-quiet" role="status" data-count data-of="{n}">{first}'
        f"{n:,} {'row' if n == 1 else 'rows'}</p>"
    )
    return _TOOLS.format(f"{find}{count}{save}" if is_whole else count), ""


_SAVE = "Save as CSV"
_OF = '<span class="ilacs-hidden">: {}</span>'
"""The name of a control's table, for screen readers."""
_SAVED_AS = {
    "number": "number",
    "order": "number",
    "days": "number",
    "share": "number",
    "points": "number",
    "date": "date",
    "report_link": "link",
    "address": "link",
    "page_link": "link",
}
"""How the page's script saves a column: 'number' and 'date' by sort key, 'link' by address."""
_TOOLS = '<div class="ilacs-table-tools">{}</div>'
_TABLE = """<div class="ilacs-table" data-table>
{above}
<div class="ilacs-scroll{size}" tabindex="0" role="region" aria-label="{title}">
<table class="ilacs-sorted">
<caption class="ilacs-hidden">{title}</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</div>
{below}
</div>
"""
