"""The HTML form control for each class of ipywidgets, and how its texts are parsed."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

import ipywidgets as w

from ilacs_bench.errors import IlacsBenchError

Parse = Callable[[tuple[str, ...], w.ValueWidget], Any]


@dataclass(frozen=True)
class ControlKind:
    """How widgets of a class are shown in a form, and how their texts are parsed.

    macro       name of its macro in templates/controls.html.j2
    parse       returns the value of texts; ValueError for invalid ones
    gives       a sentence that says what to enter
    chooses     'one', 'some' or a 'pair' of the widget's options; '' if it has none
    offers      suggested values, where others are allowed too
    attributes  attributes of the HTML element
    """

    macro: str
    parse: Parse = lambda texts, _: texts[0] if texts else ""
    gives: str = "some text"
    chooses: str = ""
    offers: Callable[[w.ValueWidget], Sequence[str]] = lambda _: ()
    attributes: Callable[[w.ValueWidget], dict[str, Any]] = lambda _: {}


class NoControl(IlacsBenchError):
    """Raised for a widget that can't be a control of a page."""


def kind_of(name: str, widget: object) -> ControlKind:
    """Return the kind of a widget. Raises NoControl, with the reason, if no form control fits."""
    for known in type(widget).__mro__:
        if known in _REFUSED:
            break
        if known in _KINDS:
            return _KINDS[known]
    reason = next((why for cls, why in _REFUSED.items() if isinstance(widget, cls)), _NO_FORM)
    raise NoControl(
        f"{name}: a {type(widget).__name__} can't be a control of a page: {reason}. Controls are "
        f"{', '.join(cls.__name__ for cls in _KINDS)} of ipywidgets."
    )


_NO_FORM = "no control in a form of HTML is like it"
_REFUSED: dict[type, str] = {
    w.Password: "what is chosen stands in the address, where others can read it",
    w.FileUpload: "what is chosen stands in the address, which can't hold a file",
    w.Button: "it has no value. 'page.download' makes the button of a file",
    w.Play: "it moves on by itself, for every visitor at once. Take an IntSlider",
    w.Box: "it holds widgets. Give each of them a keyword of its own",
}


def _number(read: Callable[[str], Any]) -> Parse:
    def parse(texts: tuple[str, ...], _: w.ValueWidget) -> Any:
        (number,) = map(read, texts)
        return number

    return parse


def _numbers(read: Callable[[str], Any]) -> Parse:
    def parse(texts: tuple[str, ...], _: w.ValueWidget) -> Any:
        first, last = map(read, texts)
        return first, last

    return parse


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _moment(read: Callable[[str], Any]) -> Parse:
    return lambda texts, _: read(texts[0]) if texts and texts[0] else None


def _tags(texts: tuple[str, ...], widget: w.TagsInput) -> list[str]:
    """Return several values: ticked, or typed into one field and separated by commas."""
    typed = texts if widget.allowed_tags else ",".join(texts).split(",")
    tags = [tag.strip() for tag in typed if tag.strip()]
    return tags if widget.allow_duplicates else list(dict.fromkeys(tags))


def _span(widget: Any) -> dict[str, Any]:
    return {"min": widget.min, "max": widget.max, "step": widget.step}


def _step(widget: Any) -> dict[str, Any]:
    return {"step": "any" if widget.step is None else widget.step}


def _days(kind: str) -> Callable[[Any], dict[str, Any]]:
    return lambda widget: {"type": kind, "min": widget.min, "max": widget.max}


_ONE = ControlKind("select", chooses="one")
_RADIO = replace(_ONE, macro="radio")
_TEXT = ControlKind("text", attributes=lambda _: {"type": "search"})
_FLAG = ControlKind("flag", lambda texts, _: {"": False, "yes": True}[texts[0]], "yes or nothing")
_INT = ControlKind("number", _number(int), "a whole number", attributes=_step)
_FLOAT = ControlKind("number", _number(_float), "a number", attributes=_step)
_INT_PAIR = ControlKind(
    "pair", _numbers(int), "two whole numbers, the smaller first,", attributes=_span
)
_FLOAT_PAIR = ControlKind(
    "pair", _numbers(_float), "two numbers, the smaller first,", attributes=_span
)

_KINDS: dict[type, ControlKind] = {
    w.Dropdown: _ONE,
    w.Select: _ONE,
    w.SelectionSlider: _ONE,
    w.RadioButtons: _RADIO,
    w.ToggleButtons: _RADIO,
    w.SelectMultiple: replace(_ONE, macro="checkboxes", chooses="some"),
    w.SelectionRangeSlider: replace(_ONE, macro="select_pair", chooses="pair"),
    w.TagsInput: ControlKind(
        "tags", _tags, "words with commas between them", offers=lambda x: x.allowed_tags
    ),
    w.Combobox: replace(
        _TEXT, macro="combobox", offers=lambda x: x.options, attributes=lambda _: {}
    ),
    w.Text: _TEXT,
    w.Textarea: replace(_TEXT, macro="textarea", attributes=lambda _: {}),
    w.IntSlider: replace(_INT, macro="range", attributes=_span),
    w.FloatSlider: replace(_FLOAT, macro="range", attributes=_span),
    w.IntRangeSlider: _INT_PAIR,
    w.FloatRangeSlider: _FLOAT_PAIR,
    w.BoundedIntText: replace(_INT, attributes=lambda x: _span(x) | _step(x)),
    w.BoundedFloatText: replace(_FLOAT, attributes=lambda x: _span(x) | _step(x)),
    w.IntText: _INT,
    w.FloatText: _FLOAT,
    w.Checkbox: _FLAG,
    w.ToggleButton: _FLAG,
    w.DatePicker: ControlKind(
        "text", _moment(date.fromisoformat), "a date such as 2026-03-31", attributes=_days("date")
    ),
    w.TimePicker: ControlKind(
        "text", _moment(time.fromisoformat), "a time such as 09:30", attributes=_days("time")
    ),
    w.NaiveDatetimePicker: ControlKind(
        "text",
        _moment(datetime.fromisoformat),
        "a date with a time",
        attributes=_days("datetime-local"),
    ),
    w.ColorPicker: ControlKind(
        "text", gives="a colour such as #0f5b54", attributes=lambda _: {"type": "color"}
    ),
}
