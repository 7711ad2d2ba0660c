"""Controls declared as ipywidgets: what the form shows, and which values an address may have.

A served page never changes a widget, since one process answers many visitors: a value is validated
by the widget's own traits without being set. JupyterLab shows the same widget and sets it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import ipywidgets
from traitlets import TraitError

from ilacs_bench.benchmark.in_words import days_in_words
from ilacs_bench.dashboard.field_kinds import ControlKind, kind_of
from ilacs_bench.dashboard.state import Texts
from ilacs_bench.errors import IlacsBenchError, UnknownName

MORE = "more"
"""CSS class of a less used widget."""
_OFFERED_AT_MOST = 12
_NO_TEXT = "\u200b"
"""The value of ipywidgets for no placeholder."""


@dataclass(frozen=True)
class Option:
    """One value to choose: its code in the address, and its label."""

    code: str
    label: str


_CHECKED_BY_BROWSERS = ("date", "time", "datetime-local", "color")
"""Types of inputs that browsers validate."""


@dataclass(frozen=True)
class Field:
    """A control: how its widget is shown in a form, and what its texts mean.

    name        its keyword argument, also its name in the address
    first       the texts of the widget's initial value
    options     the values offered, for a control with options
    attributes  attributes of its HTML element
    """

    name: str
    widget: ipywidgets.ValueWidget
    kind: ControlKind
    label: str
    help: str
    first: Texts
    options: tuple[Option, ...]
    attributes: Mapping[str, str]

    @property
    def is_more(self) -> bool:
        """Whether it is in the folded part of the form: `widget.add_class("more")`."""
        return MORE in self.widget._dom_classes

    @property
    def role(self) -> str | None:
        """What a page derives from it, for one of the library's own controls; else None."""
        role: str | None = getattr(self.widget, "role", None)
        return role

    @property
    def is_remembered(self) -> bool:
        """Whether the browser remembers its value: a council that the page requires."""
        return _is_remembered(self.widget)

    @property
    def is_disabled(self) -> bool:
        """Whether it keeps its first value, whatever the address."""
        return bool(getattr(self.widget, "disabled", False))

    @property
    def is_live(self) -> bool:
        """Whether it takes effect while the user types or slides."""
        return bool(getattr(self.widget, "continuous_update", False))

    def read(self, texts: Texts) -> tuple[Any, Texts]:
        """Return the value of the address's texts, and its texts in their standard form.

        Lists become tuples, so that they can't be changed. Raises UnknownName for invalid values.
        """
        texts = self.first if self.is_disabled else texts or ("",)
        understood = getattr(self.widget, "understood", None)  # one of the library's own controls
        try:
            return self._read(understood(texts) if understood else texts)
        except (TraitError, ValueError, LookupError, OverflowError) as wrong:
            given = ", ".join(filter(None, texts)) or "nothing"
            raise UnknownName(
                f"{self.label}: {given!r} can't be chosen. {self._offer()}"
            ) from wrong

    def held(self, texts: Texts) -> Texts:
        """Return the texts that its HTML element can hold: only a date in a date field."""
        if self.attributes.get("type") not in _CHECKED_BY_BROWSERS:
            return texts
        try:
            self.kind.parse(texts, self.widget)
        except ValueError:
            return ("",)
        return texts

    def words(self, texts: Texts) -> str:
        """Return the control's label and the labels of the chosen values."""
        labels = {option.code: option.label for option in self.options}
        values = ", ".join(labels.get(text, text) for text in texts)
        return f"{self.label}: {days_in_words(values)}"

    def now(self) -> Texts:
        """Return the texts of the widget's current value, which changes in JupyterLab."""
        if not self.kind.chooses:
            return self._texts(self.widget.value)
        index = self.widget.index
        places = index if isinstance(index, tuple) else (index,)
        return tuple(self.options[place].code for place in places if place is not None) or ("",)

    def _read(self, texts: Texts) -> tuple[Any, Texts]:
        if self.kind.chooses:
            return self._chosen(texts)
        value = self.kind.parse(texts, self.widget)
        if self.widget.traits()["value"]._validate(self.widget, value) != value:
            raise ValueError  # the trait clipped it to its range: not offered
        if getattr(self.widget, "ensure_option", False) and value not in self.widget.options:
            raise LookupError  # ipywidgets has the browser check this
        return tuple(value) if isinstance(value, list) else value, self._texts(value)

    def _texts(self, value: Any) -> Texts:
        if self.kind.macro == "tags" and not self.options:  # typed into one field
            return (", ".join(value),)
        return texts_of(value)

    def _chosen(self, codes: Texts) -> tuple[Any, Texts]:
        """Return the values of option codes; the trait checks how many are allowed."""
        places = {option.code: place for place, option in enumerate(self.options)}
        known = (
            code if code in places else self._typed(code)
            for code in codes
            if code or code in places
        )
        chosen = tuple(places[code] for code in known)
        in_order = tuple(sorted(chosen))
        if self.kind.chooses == "some":
            chosen = tuple(dict.fromkeys(in_order))
        if self.kind.chooses == "pair" and chosen != in_order:
            raise ValueError
        values = tuple(self.widget._options_values[place] for place in chosen)
        texts = tuple(self.options[place].code for place in chosen) or ("",)
        if self.kind.chooses != "one":
            self.widget.traits()["index"]._validate(self.widget, chosen)
            return values, texts
        if not chosen and self.first == ("",):
            return None, texts  # nothing was chosen initially, so that is a valid choice
        (value,) = values
        return value, texts

    def _typed(self, words: str) -> str:
        """Return the option's code for typed text: a code or label, in any case."""
        matching = [
            option.code
            for option in self.options
            if words.casefold() in (option.code.casefold(), option.label.casefold())
        ]
        return matching[0] if len(matching) == 1 else words

    def _offer(self) -> str:
        if self.options:
            labels = [option.label for option in self.options]
            more = len(labels) - _OFFERED_AT_MOST
            others = f" and {more} more" if more > 0 else ""
            return f"Choose among {', '.join(labels[:_OFFERED_AT_MOST])}{others}."
        first, last = self.attributes.get("min"), self.attributes.get("max")
        bounds = [f"from {first}" if first else "", f"to {last}" if last else ""]
        bounds_words = days_in_words(" ".join(filter(None, bounds)))
        return " ".join(filter(None, [f"Give {self.kind.gives}", bounds_words])) + "."


def check_labels(fields: Mapping[str, Field]) -> None:
    """Raise IlacsBenchError where two controls have the same label."""
    names: dict[str, str] = {}
    for name, field in fields.items():
        other = names.setdefault(field.label.casefold(), name)
        if other != name:
            raise IlacsBenchError(
                f"The controls '{other}' and '{name}' have one label, ‘{field.label}’. Give each "
                "its own: description='…'."
            )


def read_field(name: str, widget: object) -> Field:
    """Return the field of a widget. Raises IlacsBenchError where no form control fits."""
    kind = kind_of(name, widget)
    assert isinstance(widget, ipywidgets.ValueWidget)  # noqa: S101  # kind_of refuses all others
    options = _options(name, widget, kind)
    field = Field(
        name=name,
        widget=widget,
        kind=kind,
        label=widget.description or name.replace("_", " ").capitalize(),
        help=widget.tooltip or "",
        first=(),
        options=options,
        attributes=_attributes(widget, kind),
    )
    return Field(**{**vars(field), "first": field.now()})


def texts_of(value: Any) -> Texts:
    """Return the texts of a value that is not an option.

    >>> texts_of(True), texts_of(None), texts_of([1, 2.5]), texts_of(date(2026, 8, 20))
    (('yes',), ('',), ('1', '2.5'), ('2026-08-20',))
    """
    if isinstance(value, bool):
        return ("yes",) if value else ("",)
    if isinstance(value, (list, tuple)):
        return tuple(map(_text, value)) or ("",)
    return (_text(value),)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, (date, datetime, time)) else str(value)


def _is_remembered(widget: ipywidgets.ValueWidget) -> bool:
    return getattr(widget, "role", None) == "council" and getattr(widget, "is_needed", True)


def _attributes(widget: ipywidgets.ValueWidget, kind: ControlKind) -> Mapping[str, str]:
    placeholder = getattr(widget, "placeholder", "").strip(_NO_TEXT)
    given = {"placeholder": placeholder or None, **kind.attributes(widget)}
    if _is_remembered(widget):
        given["data-remembered"] = "yes"
    return {name: _text(value) for name, value in given.items() if value is not None}


def _options(name: str, widget: ipywidgets.ValueWidget, kind: ControlKind) -> tuple[Option, ...]:
    if not kind.chooses:
        offered = kind.offers(widget)
        return tuple(Option(str(each), str(each)) for each in offered)
    labels, values = widget._options_labels, widget._options_values
    codes = [
        _text(value) if _is_plain(value) else label
        for label, value in zip(labels, values, strict=True)
    ]
    if len(set(codes)) < len(codes):
        codes = list(labels)
    if len(set(codes)) < len(codes):
        raise IlacsBenchError(f"{name}: two of its options have the same label. Name them apart.")
    return tuple(map(Option, codes, labels))


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, (str, int, float, date, time))
