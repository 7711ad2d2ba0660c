"""The controls that the library offers: ordinary ipywidgets, which a page understands further.

Any other widget with a value works as well: `Page(tables, kind=w.Dropdown(options=[...]))`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

import ipywidgets

from ilacs_bench.benchmark.english import day_words
from ilacs_bench.benchmark.latest import existing_authorities, last_day
from ilacs_bench.benchmark.resolve import resolve_day
from ilacs_bench.dashboard.comparator_choice import chosen_comparator, comparator_options
from ilacs_bench.dashboard.fields import MORE
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.areas import areas_on, ever_shown
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FIRST_DAY

Texts = tuple[str, ...]
Widget = TypeVar("Widget", bound=ipywidgets.ValueWidget)


class NoCouncil(UnknownName):
    """No local authority is chosen yet."""

    heading = "Which council?"


class Council(ipywidgets.Combobox):
    """Any local authority, by name, alias or code; sent with Enter or when another is chosen."""

    role = "council"
    is_needed = True
    """Whether a page has nothing to show without one."""

    def understood(self, texts: Texts) -> Texts:
        """The name as typed. Raises UnknownName where nothing is and one is needed."""
        if self.is_needed and not texts[0].strip():
            raise NoCouncil("No local authority is chosen. Type its name or code.")
        return texts


class AnyCouncil(Council):
    """A local authority, or none for all of England."""

    is_needed = False


class CompareWith(ipywidgets.Dropdown):
    """A comparator, or a list saved on this computer, or what else a page offers."""

    role = "compare_with"
    others: Mapping[str, str] = {}

    def understood(self, texts: Texts) -> Texts:
        """The comparator's code, by any of its names. Raises UnknownName."""
        return (chosen_comparator(texts[0], self.others),)


class OwnGroup(ipywidgets.TagsInput):
    """Local authorities to compare with, by name, in the place of a comparator."""

    role = "own_group"


class Day(ipywidgets.DatePicker):
    """A date since there was anything, and not one to come."""

    def understood(self, texts: Texts) -> Texts:
        """The date. Raises UnknownName for none, one too early, and one still to come."""
        return (checked_day(texts[0]).isoformat(),)


class AsAt(Day):
    """The date that everything on a page is true for."""

    role = "as_at"


class Judgements(ipywidgets.SelectMultiple):
    """The judgements that are compared."""

    role = "judgements"

    def understood(self, texts: Texts) -> Texts:
        """Their codes. Raises UnknownName where none is chosen."""
        if not any(texts):
            raise UnknownName("No judgement is chosen. Tick at least one.")
        return texts


def checked_day(text: str) -> date:
    """The date chosen. Raises UnknownName for none, one too early, and one still to come."""
    day = resolve_day(text) if text else None
    if day is None or day < FIRST_DAY:
        since = f"{day_words(FIRST_DAY)}, when the inspections shown here began"
        raise UnknownName(f"Choose a date from {since}, to today.")
    return day


def council(tables: Tables, first: str = "East Sussex", label: str = "Local authority") -> Council:
    """A box to choose a local authority from, `first` at first; with '' the page asks for one.

    `choice.la_code` and `choice.la_name` are of the one chosen, `choice.group` and
    `choice.compared` of its group.
    """
    names = existing_authorities(tables, last_day(tables) or today())["la_name"].to_list()
    return Council(options=names, value=first, description=label, continuous_update=False)


def council_or_all(tables: Tables, label: str = "Local authority") -> AnyCouncil:
    """The same, where none means all of England: `choice.la_code` and `choice.la_name` are ''."""
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
    """A list of the comparators, of a page's `others`, and of the lists saved on this computer."""
    options = [(words, code) for code, words in comparator_options(others)]
    made = CompareWith(options=options, value=first, description=label)
    made.others = others
    return made


def since(label: str = "Published from") -> Day:
    """A date from which something counts, the beginning of all at first."""
    return Day(value=FIRST_DAY, min=FIRST_DAY, description=label)


def own_group(label: str = "Or with these councils") -> OwnGroup:
    """A field for the names of local authorities: where it has any, they are the group."""
    return more(OwnGroup(value=[], description=label))


def as_at(tables: Tables, label: str = "As at") -> AsAt:
    """A date, the last day of the tables at first."""
    return AsAt(value=last_day(tables) or today(), min=FIRST_DAY, description=label)


def judgements(first: Sequence[str] = (), label: str = "Judgements") -> Judgements:
    """Boxes for the judgements, those that pages lead with today ticked at first, or `first`."""
    value = tuple(first) or areas_on(today())
    return more(Judgements(options=judgement_options(), value=value, description=label))


def judgement(first: str = "", label: str = "Judgement") -> ipywidgets.Dropdown:
    """A list to choose one judgement from: at first the one that leads today, or `first`."""
    value = first or areas_on(today())[0]
    return ipywidgets.Dropdown(options=judgement_options(), value=value, description=label)


def judgement_options() -> list[tuple[str, str]]:
    """Short label and code of each judgement that a page of some day until today shows."""
    return [(AREA_SHORT_LABELS[area], area) for area in ever_shown()]


def one_of(
    label: str, options: Sequence[str | tuple[str, str]], without: str = "Any"
) -> ipywidgets.Dropdown:
    """A list to choose one value from, or none: options are values, or words with their value."""
    pairs = [each if isinstance(each, tuple) else (each, each) for each in options]
    return ipywidgets.Dropdown(options=[(without, ""), *pairs], value="", description=label)


def more(widget: Widget) -> Widget:
    """The widget, folded behind those that most will set."""
    widget.add_class(MORE)
    return widget
