"""A DataFrame as the house's table: headings in words, grades as chips, numbers aligned.

Sorting, narrowing and saving as CSV happen in the browser (`live_tables.js`), from the cells:
`data-value` has what a cell is sorted by, and what is saved where that is a number or a date.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from ilacs_bench.dashboard.headings import SHORT_GRADES, heading_of, labels_of, meaning_of
from ilacs_bench.dashboard.html import render
from ilacs_bench.vocabulary import GRADES
from ilacs_bench.widgets.render import ofsted_url
from ilacs_bench.widgets.words import slug

MOST_ROWS = 2000
"""Rows shown: a browser sorts so many at once."""
_NARROWED_FROM = 10
_DECIMALS_AT_MOST = 2
_ROW_HEAD, _CELL = Markup('<th scope="row"{}>{}</th>'), Markup("<td{}>{}</td>")
_NOTHING = Markup('<span class="ilacs-quiet">–</span>')


@dataclass(frozen=True)
class Look:
    """How the values of a column are shown, sorted and saved.

    kind   'number', 'date', 'link' or 'text'; a CSV has numbers and dates as their keys
    words  of a value, which are escaped
    key    what it is sorted by, where that is not its words
    """

    kind: str
    words: Callable[[Any], str | Markup]
    key: Callable[[Any], str] | None = None


def table_html(frame: pd.DataFrame, title: str, own: str | None = None) -> Markup:
    """The table of a frame; rows of the local authority with the GSS code `own` stand out.

    Its caption, read out but not seen, is the title. An index that says something comes first.
    """
    frame = _with_index(frame)
    shown = frame.head(MOST_ROWS)
    looks = [look_of(str(name), values) for name, values in shown.items()]
    columns = [
        _cells(values, look, is_first=place == 0)
        for place, ((_, values), look) in enumerate(zip(shown.items(), looks, strict=True))
    ]
    is_own = shown["la_code"].eq(own).to_list() if own else [False] * len(shown)
    rows = zip(is_own, map(Markup("").join, zip(*columns, strict=True)), strict=True)
    return render(
        "table",
        title=title,
        headings=[
            (heading_of(str(name)), meaning_of(str(name)), look.kind)
            for name, look in zip(shown.columns, looks, strict=True)
        ],
        rows=list(rows) if columns else [],
        n=len(frame),
        is_narrowed=len(frame) > _NARROWED_FROM,
        file_name=f"{slug(title, '_') or 'table'}.csv",
    )


def look_of(name: str, values: pd.Series) -> Look:
    """How a column is shown: by what its values are, and by its name where that says more."""
    if pd.api.types.is_bool_dtype(values.dtype):
        return Look("text", lambda value: "Yes" if value else "No")
    if pd.api.types.is_numeric_dtype(values.dtype):
        return Look("number", _number_words(name, values.dropna()), str)
    there = values.dropna().unique().tolist()
    if there and all(isinstance(value, date) for value in there):  # a Timestamp is one
        return Look("date", lambda day: f"{day.day} {day:%b %Y}", lambda day: f"{day:%Y-%m-%d}")
    if there and set(there) <= set(GRADES):
        return Look("text", _grade, lambda grade: str(GRADES.index(grade)))
    if there and all(ofsted_url(value) for value in there):
        return Look("link", _link)
    labels = labels_of(name)
    return Look("text", lambda value: labels.get(value, str(value)))


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with one row of headings; an index that does more than count comes first."""
    if frame.columns.nlevels > 1:
        names = [" ".join(str(part) for part in name if part != "") for name in frame.columns]
        frame = frame.set_axis(names, axis="columns")
    only_counts = frame.index.names == [None] and frame.index.inferred_type == "integer"
    frame = frame if only_counts else frame.reset_index(allow_duplicates=True)
    return frame.apply(lambda values: values.map(_joined) if values.dtype == object else values)


def _joined(value: Any) -> Any:
    """Several values in one cell as text."""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple, set)) else value


def _cells(values: pd.Series, look: Look, *, is_first: bool) -> list[Markup]:
    """The cells of a column, each value that differs made once; words in the first head a row."""
    cell = _ROW_HEAD if is_first and look.kind != "number" else _CELL
    number, unique = pd.factorize(values)
    made = [cell.format(_attributes(value, look), look.words(value)) for value in unique.tolist()]
    made.append(cell.format(Markup(' data-value=""'), _NOTHING))
    return [made[n] for n in number.tolist()]


def _attributes(value: Any, look: Look) -> Markup:
    css = Markup(' class="ilacs-number"') if look.kind == "number" else Markup("")
    return css + Markup(' data-value="{}"').format(look.key(value)) if look.key else css


def _number_words(name: str, values: pd.Series) -> Callable[[Any], str]:
    """Numbers of a column with as many decimals, up to two, as its values need."""
    if name == "year" or name.endswith("_year"):
        return str
    if name == "share" or name.endswith("_share"):
        return lambda share: f"{share:.0%}"
    decimals = next(
        (n for n in range(_DECIMALS_AT_MOST) if (values.round(n) == values).all()),
        _DECIMALS_AT_MOST,
    )
    return lambda number: f"{number:,.{decimals}f}".replace("-", "\u2212")


def _grade(code: str) -> Markup:
    chip = Markup('<span class="ilacs-grade ilacs-is-{}">{}</span>')
    return chip.format(code, SHORT_GRADES[code])


def _link(url: str) -> Markup:
    link = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">Report</a>')
    return link.format(url)
