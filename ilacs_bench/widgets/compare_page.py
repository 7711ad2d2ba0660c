"""The page 'compare councils': one beside its group, judgement by judgement."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from ilacs_bench.benchmark.asked import asked_authority
from ilacs_bench.benchmark.comparators import COMPARATOR_LABELS, Comparator, find_comparator
from ilacs_bench.benchmark.compare import Comparison, snapshot
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.steps import trajectory_steps
from ilacs_bench.dashboard.chosen_day import FIRST_DAY, checked_day
from ilacs_bench.dashboard.comparator_choice import chosen_comparator, comparator_options
from ilacs_bench.dashboard.data_line import data_line
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.authorities import authorities
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, AREAS, DEFAULT_AREAS
from ilacs_bench.widgets import compare_view as parts
from ilacs_bench.widgets.compare_charts import group_charts
from ilacs_bench.widgets.compare_matrix_view import MatrixRows, matrix_view
from ilacs_bench.widgets.live_page import State, View, one, safe_regions
from ilacs_bench.widgets.render import render_part
from ilacs_bench.widgets.trajectories_view import trajectories_charts, trajectories_view

OWN_CHOICE = "own"
_OWN_CHOICE = {OWN_CHOICE: COMPARATOR_LABELS["own_list"]}
_AREAS = (*DEFAULT_AREAS, "overall")


_KEPT = 256
"""Views kept: more than there are local authorities."""


class _Asked(NamedTuple):
    """A state with its names found; a saved list may change, so that its members are part of it."""

    la_code: str
    to: str | tuple[str, ...]
    comparator: Comparator
    as_at: date
    areas: tuple[str, ...]
    over: str


class CompareCouncils:
    """Choose a local authority and a group; read, and take away, how they compare.

    It opens on the day of the last report in the tables, which is as far as the facts go.
    """

    def __init__(self, tables: Tables, authority: str = "East Sussex") -> None:
        self.tables = tables
        self.defaults: State = {
            "la": (authority,),
            "to": ("neighbours",),
            "as_at": ((last_day(tables) or today()).isoformat(),),
            "area": DEFAULT_AREAS,
            "over": (_AREAS[0],),
            "with": (),
        }
        self._made = lru_cache(_KEPT)(self._make)
        self._rows = MatrixRows()

    def view(self, state: State) -> View:
        """The authority beside its group; the words say what is missing where there is no view."""
        asked = self._asked(state)
        chosen = _existing(state["with"], asked.as_at)
        la_name, made = self._made(asked)
        return replace(
            made,
            state={
                **state,
                "la": (la_name,),
                "to": (chosen_comparator(one(state, "to"), _OWN_CHOICE),),
                "with": chosen,
            },
            regions={**made.regions, **self.offered(state)},
        )

    def offered(self, state: State) -> dict[str, str]:
        """The councils of the day to choose from, and those to make a choice of one's own of."""
        day = day_or_default(state, self.defaults)
        choice = render_part(
            "choice", authorities=authorities_on(day), chosen=_existing(state["with"], day)
        )
        return {"councils": council_options(day), "choice": choice}

    def likely(self) -> Iterator[State]:
        """Each local authority beside its statistical neighbours, on the day of the last report."""
        for _, name, _ in authorities_on(checked_day(one(self.defaults, "as_at"))):
            yield {**self.defaults, "la": (name,)}

    def page(self, view: View, status: Markup) -> str:
        """The page as HTML."""
        return render_part(
            "compare_councils",
            state=view.state,
            status=status,
            data_line=data_line(self.tables),
            regions=safe_regions(view),
            comparators=comparator_options(_OWN_CHOICE),
            areas=[(area, AREA_SHORT_LABELS[area]) for area in _AREAS],
            first_day=FIRST_DAY.isoformat(),
        )

    def download(self, state: State, what: str) -> tuple[str, bytes]:
        """The Excel extract of exactly what is shown."""
        from ilacs_bench.export.benchmark import benchmark_workbook  # openpyxl: at the press only

        comparison = self._compare(self._asked(state))
        return f"{parts.file_name(comparison)}.xlsx", benchmark_workbook(comparison)

    def _asked(self, state: State) -> _Asked:
        as_at = checked_day(one(state, "as_at"))
        if not one(state, "la").strip():
            raise UnknownName("No local authority is chosen. Type its name or code.")
        areas = tuple(area for area in state["area"] if area in AREAS)
        if not areas:
            raise UnknownName("No judgement is chosen. Tick at least one.")
        to = chosen_comparator(one(state, "to"), _OWN_CHOICE)
        if to == OWN_CHOICE and not state["with"]:
            raise UnknownName("Your choice is empty. Tick the councils to compare with.")
        whom = tuple(state["with"]) if to == OWN_CHOICE else to
        return _Asked(
            asked_authority(self.tables, one(state, "la"), as_at),
            whom,
            find_comparator(whom),
            as_at,
            areas,
            _checked_area(one(state, "over")),
        )

    def _compare(self, asked: _Asked) -> Comparison:
        return snapshot(self.tables, asked.la_code, asked.to, as_at=asked.as_at, areas=asked.areas)

    def _make(self, asked: _Asked) -> tuple[str, View]:
        """The authority's name, and all of the view but what stands in the form."""
        comparison = self._compare(asked)
        paths = trajectory_steps(
            self.tables,
            [comparison.la_code, *comparison.group["la_code"]],
            asked.over,
            as_at=comparison.as_at,
        )
        regions = {
            "summary": parts.own_view(comparison) + parts.positions_view(comparison),
            **_of_group(comparison),
            "detail": matrix_view(comparison, self._rows),
            "trajectories": trajectories_view(comparison, paths, asked.over),
            "notes": parts.notes_view(comparison),
        }
        charts = group_charts(comparison) | trajectories_charts(comparison, paths, asked.over)
        said = comparison.coverage.said_of(parts.shown_sentence(comparison), comparison.as_at)
        return comparison.la_name, View({}, said, regions, charts)


@lru_cache(maxsize=32)
def council_options(as_at: date) -> str:
    """The local authorities on a date, for a field to choose one from."""
    return render_part("councils", authorities=authorities_on(as_at))


def authorities_on(as_at: date) -> list[tuple[str, str, str]]:
    """GSS code, name and DfE number of the local authorities in existence on a date, by name."""
    return [
        (known.la_code, known.la_name, known.dfe_number)
        for known in authorities()
        if known.exists_on(as_at)
    ]


def day_or_default(state: State, defaults: State) -> date:
    """The date chosen, or the one that a page opens on where it can't be chosen."""
    try:
        return checked_day(one(state, "as_at"))
    except UnknownName:
        return checked_day(one(defaults, "as_at"))


def _existing(la_codes: tuple[str, ...], as_at: date) -> tuple[str, ...]:
    """Those of the local authorities that exist on a date."""
    there = {la_code for la_code, *_ in authorities_on(as_at)}
    return tuple(la_code for la_code in la_codes if la_code in there)


def _checked_area(area: str) -> str:
    if area not in _AREAS:
        raise UnknownName(f"{area!r} is no judgement to follow over time. Choose one on the page.")
    return area


def _of_group(comparison: Comparison) -> dict[str, str]:
    """The heading and the counts of the group; nothing where nobody is in it."""
    if comparison.group.empty:
        return {"group": "", "counts": ""}
    return {"group": "<h2>Grades of the group</h2>", "counts": parts.distribution_view(comparison)}
