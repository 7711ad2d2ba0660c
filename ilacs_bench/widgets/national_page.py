"""The page 'National picture': England's grades as at any date, on a map, over time, and new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd
from markupsafe import Markup

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.grades import latest_judgements
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.notes import picture_notes
from ilacs_bench.benchmark.pictures import count_groups, former_authorities, good_or_outstanding
from ilacs_bench.benchmark.published import published_since
from ilacs_bench.benchmark.series import shares_over_time
from ilacs_bench.benchmark.waits import wait_ranges, waits
from ilacs_bench.benchmark.words import sentence_case
from ilacs_bench.charts.shares import drawn_rows
from ilacs_bench.dashboard.chosen_day import FIRST_DAY, checked_day
from ilacs_bench.dashboard.data_line import data_line
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.tile_map import REGION_PLACES
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS
from ilacs_bench.widgets import national_recent_view as recent
from ilacs_bench.widgets import national_view as parts
from ilacs_bench.widgets.live_page import State, View, one, safe_regions
from ilacs_bench.widgets.national_map_view import map_view
from ilacs_bench.widgets.national_view import MAP_AREAS, Moment
from ilacs_bench.widgets.render import render_part

GROUPED_BY: dict[str, tuple[str, str]] = {
    "region": ("ofsted_region", "Ofsted region"),
    "ons_region": ("ons_region", "ONS region"),
    "type": ("la_type", "type of authority"),
}
"""What stands in the address for a grouping: its column, and its label."""
_FIRST_QUARTER = date(2014, 3, 31)
_KEPT = 128
"""States whose parts are kept: more than there are quarters."""


@dataclass(frozen=True, eq=False)
class _OfDay:
    """The parts of the page that follow the day alone; `england` has a row for each judgement."""

    england: pd.DataFrame
    mix: PageChart
    regions: dict[str, str]


class NationalPicture:
    """Move through time and read how England's local authorities were judged.

    It opens on the day of the last report in the tables. A slider by quarter and a date say the
    same; `settled` is where the slider stood when they last agreed, so that what was moved since
    decides. The lines over time go to `until`, to the tables' last day where it is not given.
    """

    def __init__(self, tables: Tables, until: date | None = None) -> None:
        self.tables = tables
        self.until = max(until, _FIRST_QUARTER) if until else None  # no line has no quarter
        self.last_day = last_day(tables) or today()
        self.quarters = quarter_ends(self.last_day)
        newest = str(len(self.quarters) - 1)
        self.defaults: State = {
            "as_at": (self.last_day.isoformat(),),
            "quarter": (newest,),
            "settled": (newest,),
            "area": (MAP_AREAS[0],),
            "by": ("region",),
            "region": ("",),
        }
        # The slider goes over the same days again and again, and what is over time stays.
        self._shares = lru_cache(1)(self._make_shares)
        self._over_time = lru_cache(_KEPT)(self._make_over_time)
        self._table_over_time = lru_cache(_KEPT)(self._make_table_over_time)
        self._judgements = lru_cache(2)(self._make_judgements)
        self._of_day = lru_cache(_KEPT)(self._make_of_day)
        self._map = lru_cache(_KEPT)(self._make_map)
        self._groups = lru_cache(_KEPT)(self._make_groups)
        self._waits = lru_cache(_KEPT)(self._make_waits)

    def view(self, state: State) -> View:
        """England on the date chosen. Raises UnknownName for a choice that there is not."""
        moment = Moment(self._chosen_day(state), self.last_day, coverage_of(self.tables))
        area = _checked(one(state, "area"), MAP_AREAS, "judgement")
        by = _checked(one(state, "by"), tuple(GROUPED_BY), "grouping")
        region = _checked(one(state, "region"), ("", *self._regions()), "region")
        quarter = str(quarter_of(moment.as_at, self.quarters))
        of_day = self._of_day(moment)
        return View(
            state={
                "as_at": (moment.as_at.isoformat(),),
                "quarter": (quarter,),
                "settled": (quarter,),
                "area": (area,),
                "by": (by,),
                "region": (region,),
            },
            said=moment.covered.said_of(
                parts.shown_sentence(of_day.england, area, moment), moment.as_at
            ),
            regions={
                **of_day.regions,
                "map": self._map(area, moment),
                "groups": self._groups(by, moment),
                "time": self._table_over_time(area),
                "waits": self._waits(area, moment),
            },
            charts={"mix": of_day.mix, **self._over_time(area, region)},
        )

    def offered(self, state: State) -> dict[str, str]:
        """None: the form holds no region but the words of the day."""
        return {}

    def likely(self) -> Iterator[State]:
        """Each end of a quarter, the newest first, then each judgement and region of today."""
        for place in reversed(range(len(self.quarters))):
            yield {**self.defaults, "quarter": (str(place),)}
        for area in MAP_AREAS:
            yield {**self.defaults, "area": (area,)}
        for by in GROUPED_BY:
            yield {**self.defaults, "by": (by,)}
        for region in self._regions():
            yield {**self.defaults, "region": (region,)}

    def page(self, view: View, status: Markup) -> str:
        """The page as HTML."""
        return render_part(
            "national",
            state=view.state,
            status=status,
            data_line=data_line(self.tables),
            regions=safe_regions(view),
            areas=[(area, AREA_SHORT_LABELS[area]) for area in MAP_AREAS],
            groupings=[(code, sentence_case(label)) for code, (_, label) in GROUPED_BY.items()],
            region_choices=[("", "None"), *((name, name) for name in self._regions())],
            first_day=FIRST_DAY.isoformat(),
            quarters=len(self.quarters) - 1,
            first_quarter=self.quarters[0].year,
            last_quarter=self.quarters[-1].year,
        )

    def download(self, state: State, what: str) -> tuple[str, bytes]:
        """The Excel extract of England on the date chosen."""
        from ilacs_bench.export.national import national_workbook  # openpyxl: at the press only

        day = self._chosen_day(state)
        return f"england_{day:%Y-%m-%d}.xlsx", national_workbook(self.tables, as_at=day)

    def _chosen_day(self, state: State) -> date:
        """The end of the quarter where the slider was moved, else the date."""
        quarter, settled = one(state, "quarter"), one(state, "settled")
        if quarter == settled:
            return checked_day(one(state, "as_at"))
        if not (quarter.isascii() and quarter.isdigit() and int(quarter) < len(self.quarters)):
            raise UnknownName("There is no such quarter. Move the slider, or choose a date.")
        return self.quarters[int(quarter)]

    def _regions(self) -> list[str]:
        there = set(self.tables.authorities["ofsted_region"])
        return [place.region for place in REGION_PLACES if place.region in there]

    def _make_shares(self) -> pd.DataFrame:
        return shares_over_time(self.tables, by="ofsted_region", last=self.until, areas=MAP_AREAS)

    def _make_over_time(self, area: str, region: str) -> dict[str, PageChart]:
        """The lines over time by name, none where no line is long enough to be drawn.

        They have all days, whichever is chosen.
        """
        shares = self._shares_on(area)
        if drawn_rows(shares).empty or coverage_of(self.tables).is_partial:
            return {}
        return {"time": parts.over_time_chart(shares, area, region)}

    def _make_table_over_time(self, area: str) -> str:
        covered = coverage_of(self.tables)
        if covered.is_partial:
            return parts.no_shares_view(covered)
        return parts.time_view(self._shares_on(area), area)

    def _shares_on(self, area: str) -> pd.DataFrame:
        shares = self._shares()
        return shares[shares["judgement_area"] == area]

    def _make_judgements(self, as_at: date) -> pd.DataFrame:
        return latest_judgements(self.tables, as_at, None, MAP_AREAS)

    def _make_of_day(self, moment: Moment) -> _OfDay:
        """What no choice changes but that of the day."""
        day = moment.as_at
        rows = self._judgements(day)
        counts = count_groups(rows, MAP_AREAS)
        england = good_or_outstanding(counts)
        since = day - timedelta(days=recent.NEW_DAYS)
        published = published_since(self.tables, since, as_at=day, areas=MAP_AREAS)
        former = former_authorities(self.tables, as_at=day, areas=MAP_AREAS)
        notes = picture_notes(self.tables, rows, as_at=day, published_by=day)
        return _OfDay(
            england,
            mix=parts.mix_chart(counts, moment),
            regions={
                "day": moment.day,
                "headline": parts.headline_view(england, _without(rows), moment),
                "mix": parts.mix_view(counts, moment),
                "new": recent.new_view(published, moment),
                "former": recent.former_view(former, moment),
                "notes": parts.notes_view(notes, moment),
            },
        )

    def _make_map(self, area: str, moment: Moment) -> str:
        rows = self._judgements(moment.as_at)
        return map_view(rows[rows["judgement_area"] == area], area, moment)

    def _make_groups(self, by: str, moment: Moment) -> str:
        column, label = GROUPED_BY[by]
        counts = count_groups(self._judgements(moment.as_at), MAP_AREAS, column)
        groups = pd.concat([self._of_day(moment).england, good_or_outstanding(counts)])
        return parts.groups_view(groups, label, moment)

    def _make_waits(self, area: str, moment: Moment) -> str:
        waiting = waits(self.tables, area=area, as_at=moment.as_at)
        ranges = wait_ranges(self.tables, area=area, as_at=moment.as_at, waiting=waiting)
        return recent.waits_view(waiting, ranges, area, moment)


def quarter_ends(last: date) -> list[date]:
    """Ends of the quarters from March 2014 on, and the last day itself where it is none of them."""
    ends = pd.date_range(_FIRST_QUARTER, max(last, _FIRST_QUARTER), freq="QE").date.tolist()
    return ends if ends[-1] == last else [*ends, last]


def quarter_of(day: date, quarters: Sequence[date]) -> int:
    """Place of the quarter that a day falls in: the first of them before, the last after all."""
    return min(sum(end < day for end in quarters), len(quarters) - 1)


def _without(rows: pd.DataFrame) -> dict[str, str]:
    """Names of the local authorities without a full inspection in the tables, by GSS code."""
    none = rows[rows["inspection_id"].isna()]
    return dict(zip(none["la_code"], none["la_name"], strict=True))


def _checked(value: str, choices: Sequence[str], what: str) -> str:
    if value not in choices:
        known = ", ".join(choice for choice in choices if choice)
        raise UnknownName(f"There is no such {what}. Choose one of: {known}.")
    return value
