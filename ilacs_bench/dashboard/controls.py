"""Ready-made controls: ipywidgets whose values a page also resolves (names, dates, groups).

Any other widget with a value works too: `Page(tables, kind=w.Dropdown(options=[...]))`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

import ipywidgets

from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.latest import existing_authorities, last_day
from ilacs_bench.benchmark.resolve import resolve_day
from ilacs_bench.dashboard.comparator_choice import chosen_comparator, comparator_options
from ilacs_bench.dashboard.fields import MORE
from ilacs_bench.dashboard.state import Texts
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.areas import areas_on, ever_shown
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FIRST_DAY

Widget = TypeVar("Widget", bound=ipywidgets.ValueWidget)


class NoCouncil(UnknownName):
    """Raised when no local authority is chosen yet: the page asks for one, without an error."""


class Council(ipywidgets.Combobox):
    """A text box for a local authority, by name, alias or code."""

    role = "council"
    is_needed = True
    """Whether the page needs one."""

    def understood(self, texts: Texts) -> Texts:
        """Return the name as typed. Raises UnknownName if it is empty and one is needed."""
        if self.is_needed and not texts[0].strip():
            raise NoCouncil("Choose a council.")
        return texts


class AnyCouncil(Council):
    """A text box for a local authority, or none for all of England."""

    is_needed = False


class CompareWith(ipywidgets.Dropdown):
    """A choice of a comparator, a list saved on this computer, or an option of the page."""

    role = "compare_with"
    others: Mapping[str, str] = {}

    def understood(self, texts: Texts) -> Texts:
        """Return the comparator's code, by any of its names. Raises UnknownName."""
        return (chosen_comparator(texts[0], self.others),)


class OwnGroup(ipywidgets.TagsInput):
    """A field for names of local authorities to compare with, in place of a comparator."""

    role = "own_group"


class DayPicker(ipywidgets.DatePicker):
    """A date field, from the first day of the tables to today."""

    def understood(self, texts: Texts) -> Texts:
        """Return the date. Raises UnknownName for none, one too early or in the future."""
        return (checked_day(texts[0]).isoformat(),)


class AsAt(DayPicker):
    """A date field for the as-at date of a page."""

    role = "as_at"


class Judgements(ipywidgets.SelectMultiple):
    """Checkboxes for the judgements that are compared."""

    role = "judgements"

    def understood(self, texts: Texts) -> Texts:
        """Return their codes. Raises UnknownName where none is chosen."""
        if not any(texts):
            raise UnknownName("No judgement is chosen. Tick at least one.")
        return texts


def checked_day(text: str) -> date:
    """Return the chosen date. Raises UnknownName for none, one too early or in the future."""
    day = resolve_day(text) if text else None
    if day is None or day < FIRST_DAY:
        since = f"{day_words(FIRST_DAY)}, when the inspections shown here began"
        raise UnknownName(f"Choose a date from {since}, to today.")
    return day


def council(tables: Tables, first: str = "East Sussex", label: str = "Local authority") -> Council:
    """Return a box to choose a local authority; with `first` '' the page asks for one.

    It gives views `choice.la_code` and `choice.la_name`, and, with a comparator, `choice.group` and
    `choice.compared`.
    """
    names = existing_authorities(tables, last_day(tables) or today())["la_name"].to_list()
    return Council(options=names, value=first, description=label, continuous_update=False)


def council_or_all(tables: Tables, label: str = "Local authority") -> AnyCouncil:
    """Return a box to choose a local authority, or none for England: then la_code is ''."""
    names = existing_authorities(tables, last_day(tables) or today())["la_name"].to_list()
    return AnyCouncil(
        options=names,
        value="",
        placeholder="All of England",
        description=label,
        continuous_update=False,
    )


def compare_with(
    first: str = "neighbours", label: str = "Compare with", others: Mapping[str, str] = {}
) -> CompareWith:
    """Return a list of the comparators, a page's `others`, and the lists saved on this computer."""
    options = [(words, code) for code, words in comparator_options(others)]
    made = CompareWith(options=options, value=first, description=label)
    made.others = others
    return made


def since(label: str = "Published from") -> DayPicker:
    """Return a date field for the first day that counts; by default everything counts."""
    return DayPicker(value=FIRST_DAY, min=FIRST_DAY, description=label)


def own_group(label: str = "Or with these councils") -> OwnGroup:
    """Return a field for names of local authorities; if it is not empty, they are the group."""
    return more(OwnGroup(value=[], placeholder="Names, with commas", description=label))


def as_at(tables: Tables, label: str = "As at") -> AsAt:
    """Return a date field, by default the last day of the tables."""
    return AsAt(value=last_day(tables) or today(), min=FIRST_DAY, description=label)


def judgements(first: Sequence[str] = (), label: str = "Judgements") -> Judgements:
    """Return checkboxes for the judgements; `first` are ticked, by default today's main ones."""
    value = tuple(first) or areas_on(today())
    return more(Judgements(options=judgement_options(), value=value, description=label))


def judgement(first: str = "", label: str = "Judgement") -> ipywidgets.Dropdown:
    """Return a list to choose one judgement; the default is `first`, or today's main one."""
    value = first or areas_on(today())[0]
    return ipywidgets.Dropdown(options=judgement_options(), value=value, description=label)


def judgement_options() -> list[tuple[str, str]]:
    """Return short label and code of each judgement shown on pages of some day."""
    return [(AREA_SHORT_LABELS[area], area) for area in ever_shown()]


def one_of(
    label: str, options: Sequence[str | tuple[str, str]], without: str = "Any"
) -> ipywidgets.Dropdown:
    """Return a list to choose one value or none; options are values, or (label, value) pairs."""
    pairs = [each if isinstance(each, tuple) else (each, each) for each in options]
    return ipywidgets.Dropdown(options=[(without, ""), *pairs], value="", description=label)


def more(widget: Widget) -> Widget:
    """Return the widget, placed in the folded part of the form for less used controls."""
    widget.add_class(MORE)
    return widget
