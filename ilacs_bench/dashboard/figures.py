"""The data of a chart as tables: the drawn rows, or the rows before aggregation.

If a chart only counts or averages in its encoding, the same is computed here. Filters, bins and
folds are applied by Vega alone: then the input rows are listed, with a heading that says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from ilacs_bench.charts.style import Spec
from ilacs_bench.columns.column import CellKind, Column
from ilacs_bench.columns.find_column import column_of

PARTS = ("layer", "hconcat", "vconcat", "concat", "spec")
"""Names under which a chart, and its spec, hold sub-charts."""
_WHOSE = "la_name"
_COUNT_THEMSELVES = ("boxplot", "errorbar", "errorband")
_WITH_UNIT: tuple[CellKind, ...] = ("number", "days", "share", "points", "date")
_OF_ANY: dict[str, tuple[str, Any]] = {
    "count": ("Count", len),
    "valid": ("Known", "count"),
    "missing": ("Not known", lambda values: values.isna().sum()),
    "distinct": ("Number of different", lambda values: values.nunique(dropna=False)),
}
_OF_NUMBERS: dict[str, tuple[str, Any]] = {
    "mean": ("Mean of", "mean"),
    "average": ("Mean of", "mean"),
    "sum": ("Total of", lambda values: values.sum(min_count=1)),
    "median": ("Median of", "median"),
    "min": ("Lowest", "min"),
    "max": ("Highest", "max"),
    "stdev": ("Standard deviation of", "std"),
    "variance": ("Variance of", "var"),
    "q1": ("Lower quartile of", lambda values: values.quantile(0.25)),
    "q3": ("Upper quartile of", lambda values: values.quantile(0.75)),
}
_COUNTED = _OF_ANY | _OF_NUMBERS
"""Vega-Lite's aggregates: name in headings, and the pandas equivalent."""


@dataclass(frozen=True)
class Figures:
    """A table for a chart.

    rows      the rows listed
    columns   the columns shown
    is_drawn  whether each row is drawn; else the chart counts, groups or filters them
    """

    rows: pd.DataFrame
    columns: tuple[Column, ...]
    is_drawn: bool


@dataclass(frozen=True)
class _Unit:
    """A chart of one mark: its rows, what its channels show, and whether it transforms rows."""

    frame: pd.DataFrame
    shown: tuple[Mapping[str, Any], ...]
    is_made: bool

    @property
    def counts(self) -> list[Mapping[str, Any]]:
        """The channels that show an aggregate."""
        return [each for each in self.shown if "aggregate" in each]

    @property
    def fields(self) -> list[str]:
        """The columns that it shows, without repeats."""
        names = (str(each.get("field")) for each in self.shown if "aggregate" not in each)
        return [name for name in dict.fromkeys(names) if name in self.frame]

    @property
    def key(self) -> tuple[Any, ...]:
        """A key that is equal for units whose tables are equal."""
        counts = [(str(each["aggregate"]), str(each.get("field"))) for each in self.counts]
        return id(self.frame), tuple(self.fields), tuple(dict.fromkeys(counts)), self.is_made

    @property
    def can_be_counted(self) -> bool:
        """Whether pandas can compute the same as Vega: no bins, filters or transforms."""
        is_plain = not any(
            each.get("bin") or "timeUnit" in each or isinstance(each.get("field"), dict)
            for each in self.shown
        )
        return is_plain and not self.is_made and all(map(self._is_known, self.counts))

    def _is_known(self, definition: Mapping[str, Any]) -> bool:
        aggregate, field = definition["aggregate"], definition.get("field")
        if not isinstance(aggregate, str) or (aggregate != "count" and field not in self.frame):
            return False
        is_number = field in self.frame and pd.api.types.is_numeric_dtype(self.frame[field].dtype)
        return aggregate in _OF_ANY or (aggregate in _OF_NUMBERS and is_number)


def figures_of(chart: alt.TopLevelMixin, spec: Spec) -> tuple[Figures, ...]:
    """Return the tables of a chart with this spec, without repeats."""
    units = list(_units(chart, spec, None, (), is_made=False))
    counted = {unit.key: _counted(unit) for unit in units if unit.counts and unit.can_be_counted}
    listed: dict[int, list[_Unit]] = {}
    for unit in units:
        if unit.key not in counted:
            listed.setdefault(id(unit.frame), []).append(unit)
    return (*map(_listed, listed.values()), *counted.values())


def count_words(definition: Mapping[str, Any], heading: str = "") -> str:
    """Return the name of an aggregating channel: 'Mean of rate per 10,000'."""
    aggregate = definition["aggregate"]
    words = _COUNTED[aggregate][0] if aggregate in _COUNTED else f"{str(aggregate).capitalize()} of"
    is_word = heading[1:2].islower() or len(heading) == 1
    return f"{words} {heading[:1].lower() + heading[1:] if is_word else heading}".strip()


def walk_units(
    spec: Spec, above: Mapping[str, Any] = {}
) -> Iterator[tuple[Spec, str, Mapping[str, Any]]]:
    """Yield the parts of a spec that have one mark, its type, and all their channels.

    Channels that stand above a part are among its own.
    """
    encoding = {**above, **spec.get("encoding", {})}
    if "mark" in spec:
        yield spec, mark_type(spec), encoding
    for name in PARTS:
        for part in as_list(spec.get(name, [])):
            yield from walk_units(part, encoding)


def mark_type(spec: Spec) -> str:
    """Return the type of a spec's mark; '' where it has none."""
    mark = spec.get("mark", "")
    return str(mark["type"] if isinstance(mark, dict) else mark)


def as_list(part: Any) -> list[Any]:
    """Return a list as it is, and anything else in a list."""
    return part if isinstance(part, list) else [part]


def _units(
    part: Any,
    spec: Spec,
    frame: pd.DataFrame | None,
    above: tuple[Mapping[str, Any], ...],
    *,
    is_made: bool,
) -> Iterator[_Unit]:
    """Yield the charts of one mark that a chart consists of."""
    own = getattr(part, "data", None)
    frame = own if isinstance(own, pd.DataFrame) else frame
    shown = (*_shown(spec.get("encoding", {})), *_shown({"": spec.get("facet", {})}), *above)
    is_made = is_made or bool(spec.get("transform"))
    inner = [name for name in PARTS if name in spec]
    for name in inner:
        for each, its_spec in zip(as_list(getattr(part, name)), as_list(spec[name]), strict=True):
            yield from _units(each, its_spec, frame, shown, is_made=is_made)
    if not inner and frame is not None:
        yield _Unit(frame, shown, is_made or mark_type(spec) in _COUNT_THEMSELVES)


def _shown(encoding: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what the channels of an encoding show, in conditions, lists and facets too."""
    for given in encoding.values():
        for each in as_list(given):
            if not isinstance(each, dict):
                continue
            if "field" in each or "aggregate" in each:
                yield each
            inner = {name: each[name] for name in ("condition", "row", "column") if name in each}
            yield from _shown(inner)


def _counted(unit: _Unit) -> Figures:
    """Return what a chart counts for each value of its fields, in the order of its rows."""
    frame, fields = unit.frame, unit.fields
    by: Any = fields or (lambda _: 0)
    groups = frame.groupby(by, sort=False, dropna=False, observed=True)
    columns = [column_of(name, frame[name]) for name in fields]
    made = {}
    for each in unit.counts:
        aggregate, field = each["aggregate"], each.get("field")
        name = f"{aggregate}({field or ''})"
        of = (
            groups.size()
            if aggregate == "count"
            else groups[str(field)].agg(_COUNTED[aggregate][1])
        )
        made[name] = of
        columns.append(_count_column(name, each, frame))
    rows = pd.DataFrame(made).reset_index(drop=not fields)
    return Figures(rows, tuple({column.name: column for column in columns}.values()), True)


def _count_column(name: str, definition: Mapping[str, Any], frame: pd.DataFrame) -> Column:
    field, aggregate = str(definition.get("field")), definition["aggregate"]
    of = column_of(field, frame[field]) if field in frame else Column(name, "", "")
    kind: CellKind = of.kind if aggregate in _OF_NUMBERS and of.kind in _WITH_UNIT else "number"
    title = definition.get("title")
    heading = title if isinstance(title, str) else count_words(definition, of.heading)
    return replace(of, name=name, heading=heading, meaning="", kind=kind, labels={})


def _listed(units: Iterable[_Unit]) -> Figures:
    """Return the rows of units of one frame with all columns shown, or all if none is known."""
    units = list(units)
    frame = units[0].frame
    counted = {str(each.get("field")) for unit in units for each in unit.counts}
    named = counted.union(*(unit.fields for unit in units))
    is_drawn = any(not unit.is_made and not unit.counts for unit in units)
    if named and not is_drawn:
        named.add(_WHOSE)  # otherwise the rows would have no name
    names = [name for name in frame.columns if name in named] or list(frame.columns)
    columns = tuple(column_of(str(name), frame[name]) for name in names)
    return Figures(frame, columns, is_drawn)
