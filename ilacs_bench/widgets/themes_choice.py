"""What is chosen on the page 'themes', checked, and the figures that belong to it."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from ilacs_bench.benchmark.national_framework import (
    national_framework_counts,
    national_framework_themes,
)
from ilacs_bench.benchmark.search import words_of
from ilacs_bench.benchmark.theme_contrast import largest_first, theme_contrast
from ilacs_bench.benchmark.theme_prevalence import (
    SECTION_AREAS,
    SIDES,
    pool_areas,
    theme_prevalence,
    widest_first,
)
from ilacs_bench.benchmark.theme_years import coded_years
from ilacs_bench.errors import UnknownName
from ilacs_bench.slugs import slug
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import THEME_GROUP_LABELS, THEME_LABELS
from ilacs_bench.widgets.live_page import State, one

SIDE_LABELS = {"strength": "Strengths", "weakness": "Weaknesses"}


@dataclass(frozen=True)
class Choice:
    """A checked choice; '' where nothing is chosen, `la_codes` None for all of England."""

    area: str
    region: str
    la_codes: tuple[str, ...] | None
    first: int
    last: int
    group: str
    theme: str
    side: str
    query: str

    @property
    def areas(self) -> tuple[str, ...]:
        """Judgement areas whose sections count."""
        return (self.area,) if self.area else SECTION_AREAS

    @property
    def where(self) -> str:
        """The region, or England."""
        return self.region or "England"

    @property
    def years(self) -> str:
        """The years, inside a sentence."""
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


def checked_choice(tables: Tables, state: State) -> Choice:
    """The choice that a state stands for. Raises UnknownName, with what to choose."""
    regions = region_names(tables)
    region = _known("region", one(state, "region"), regions)
    query = one(state, "q").strip()
    first, last = _checked_years(tables, one(state, "since"), one(state, "until"))
    return Choice(
        area=_known("judgement", one(state, "area"), dict.fromkeys(SECTION_AREAS)),
        region=regions.get(region, ""),
        la_codes=_codes_of(tables, regions[region]) if region else None,
        first=first,
        last=last,
        group=_known("group of themes", one(state, "group"), THEME_GROUP_LABELS),
        theme=_known("theme", one(state, "theme"), THEME_LABELS),
        side=_known("side", one(state, "side") or SIDES[0], dict.fromkeys(SIDES)),
        query=query if words_of(query) else "",
    )


def region_names(tables: Tables) -> dict[str, str]:
    """Ofsted's regions by what stands for each in the address."""
    names = tables.authorities["ofsted_region"].dropna().unique()
    return {slug(name): name for name in sorted(names)}


def years_offered(tables: Tables) -> list[str]:
    """Years to choose from, oldest first; without any report there is one, which has nothing."""
    years = coded_years(tables)
    return [str(year) for year in range(years[0], years[-1] + 1)] if years else ["2018"]


@lru_cache(maxsize=64)
def grade_shares(tables: Tables, area: str, side: str, group: str) -> pd.DataFrame:
    """The share of sections with each theme by grade, in England; kept, as the tables stay."""
    prevalence = _prevalence(tables)
    rows = prevalence[prevalence["judgement_area"] == area] if area else _pooled(tables)
    return widest_first(_of_group(rows, group), side)


@lru_cache(maxsize=64)
def contrasts(tables: Tables, areas: tuple[str, ...], side: str, group: str) -> pd.DataFrame:
    """What sets outstanding apart from requires improvement, in England; kept likewise."""
    return largest_first(_of_group(_contrast(tables, areas), group), side)


@lru_cache(maxsize=4)
def framework_tags(tables: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Counts of National Framework tags, and of tags with themes, in England; kept likewise."""
    return national_framework_counts(tables), national_framework_themes(tables)


@lru_cache(maxsize=4)
def _prevalence(tables: Tables) -> pd.DataFrame:
    return theme_prevalence(tables)


@lru_cache(maxsize=4)
def _pooled(tables: Tables) -> pd.DataFrame:
    return pool_areas(_prevalence(tables))


@lru_cache(maxsize=16)
def _contrast(tables: Tables, areas: tuple[str, ...]) -> pd.DataFrame:
    return theme_contrast(tables, areas)


def _of_group(rows: pd.DataFrame, group: str) -> pd.DataFrame:
    return rows[rows["theme_group"] == group] if group else rows


def _codes_of(tables: Tables, region: str) -> tuple[str, ...]:
    """GSS codes of the authorities of a region, former ones too: their reports were of it."""
    authorities = tables.authorities
    return tuple(authorities.loc[authorities["ofsted_region"] == region, "la_code"].unique())


def _known(what: str, asked: str, known: dict) -> str:
    if asked and asked not in known:
        raise UnknownName(f"{asked!r} is no {what} of this page. Choose one from the list.")
    return asked


def _checked_years(tables: Tables, since: str, until: str) -> tuple[int, int]:
    offered = years_offered(tables)
    for year in (since, until):
        if year not in offered:
            raise UnknownName(
                f"{year!r} is no year of these reports. Choose from {offered[0]} to {offered[-1]}."
            )
    if int(since) > int(until):
        raise UnknownName(
            f"The first year, {since}, comes after the last, {until}. Choose an earlier first year."
        )
    return int(since), int(until)
