"""A control's field: what its widget becomes in a form, and what an address may say of it."""

from contextlib import suppress
from datetime import date, datetime, time

import ipywidgets as w
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_bench.dashboard.field_kinds import NoControl
from ilacs_bench.dashboard.fields import read_field, texts_of
from ilacs_bench.errors import IlacsBenchError, UnknownName

DAYS = [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)]
MAKERS = {
    "dropdown": lambda: w.Dropdown(options=["All", "County", "Unitary authority"]),
    "of_numbers": lambda: w.Dropdown(options=[1, 2, 3], value=2),
    "of_pairs": lambda: w.Dropdown(options=[("All", None), ("Kent", "E10000016")]),
    "of_frames": lambda: w.Dropdown(
        options=[("a", pd.DataFrame()), ("b", pd.DataFrame())], equals=lambda a, b: a is b
    ),
    "unchosen": lambda: w.Dropdown(options=["a", "b"], value=None),
    "select": lambda: w.Select(options=["a", "b"]),
    "selection_slider": lambda: w.SelectionSlider(options=DAYS),
    "radio": lambda: w.RadioButtons(options=["a", "b"]),
    "toggles": lambda: w.ToggleButtons(options=["a", "b"]),
    "several": lambda: w.SelectMultiple(options=["a", "b", "c"], value=["a", "c"]),
    "selection_range": lambda: w.SelectionRangeSlider(options=DAYS, index=(0, 2)),
    "tags": lambda: w.TagsInput(value=["x", "y"]),
    "some_tags": lambda: w.TagsInput(value=["x"], allowed_tags=["x", "y"]),
    "combobox": lambda: w.Combobox(options=["p", "q"], value="p"),
    "strict_combobox": lambda: w.Combobox(options=["p", "q"], value="p", ensure_option=True),
    "text": lambda: w.Text("words"),
    "textarea": lambda: w.Textarea("words"),
    "int_slider": lambda: w.IntSlider(3, 0, 10),
    "float_slider": lambda: w.FloatSlider(0.5, min=0, max=1),
    "int_range": lambda: w.IntRangeSlider(value=(2, 4), min=0, max=9),
    "float_range": lambda: w.FloatRangeSlider(value=(0.2, 0.4), min=0, max=1),
    "bounded_int": lambda: w.BoundedIntText(3, min=0, max=10),
    "bounded_float": lambda: w.BoundedFloatText(0.5, min=0, max=1),
    "int_text": lambda: w.IntText(3),
    "float_text": lambda: w.FloatText(0.5),
    "checkbox": lambda: w.Checkbox(value=True),
    "toggle": lambda: w.ToggleButton(),
    "date": lambda: w.DatePicker(value=DAYS[0], min=date(2013, 11, 1), max=date(2026, 8, 20)),
    "time": lambda: w.TimePicker(value=time(9, 30)),
    "moment": lambda: w.NaiveDatetimePicker(value=datetime(2020, 1, 1, 9, 30)),
    "colour": lambda: w.ColorPicker(value="#0f5b54"),
}
REFUSED = [
    w.Password,
    w.FileUpload,
    w.Button,
    w.Play,
    w.HBox,
    w.Output,
    w.HTML,
    w.Valid,
    w.FloatLogSlider,
    w.DatetimePicker,
    w.IntProgress,
]
TEXTS = st.lists(
    st.text(max_size=12)
    | st.sampled_from(["", "a", "b", "x", "yes", "nan", "inf", "-1", "0.5", "3", "1e999", "٣"])
    | st.dates().map(str),
    max_size=3,
).map(tuple)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_first_value_is_its_widgets_and_stands_in_the_address(make):
    widget = make()
    field = read_field("name", widget)
    value, texts = field.read(field.first)
    expected = tuple(widget.value) if isinstance(widget.value, list) else widget.value
    assert value is expected if isinstance(expected, pd.DataFrame) else value == expected
    assert texts == field.first == field.now()


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@settings(max_examples=25, deadline=None)
@given(texts=TEXTS)
def test_whatever_an_address_says_is_a_value_or_a_sentence(make, texts):
    widget = make()
    field, before = read_field("name", widget), widget.value
    with suppress(UnknownName):
        value, canonical = field.read(texts)
        again, same = field.read(canonical)
        assert again is value if isinstance(value, pd.DataFrame) else again == value
        assert same == canonical
        assert hash(canonical)
    assert widget.value is before


@settings(max_examples=25, deadline=None)
@given(number=st.integers(0, 10), share=st.floats(0, 1), day=st.dates(DAYS[0], DAYS[2]))
def test_what_the_widget_can_be_set_to_can_be_asked_for(number, share, day):
    for make, value in (("int_slider", number), ("bounded_float", share), ("date", day)):
        widget = MAKERS[make]()
        field = read_field("name", widget)
        widget.value = value
        assert field.read(field.now())[0] == value


@pytest.mark.parametrize(
    ("make", "texts", "says"),
    [
        ("dropdown", ("Shire",), "Choose among All, County, Unitary authority."),
        ("int_slider", ("11",), "Give a whole number from 0 to 10."),
        ("int_slider", ("2.5",), "Give a whole number from 0 to 10."),
        ("float_text", ("nan",), "Give a number."),
        ("date", ("2040-05-05",), "from 1 November 2013 to 20 August 2026."),
        ("int_range", ("5", "2"), "the smaller first, from 0 to 9."),
        ("selection_range", ("2022-01-01", "2020-01-01"), "Choose among 2020-01-01"),
        ("strict_combobox", ("r",), "Choose among p, q."),
        ("checkbox", ("no",), "Give yes or nothing."),
    ],
)
def test_sentence_says_what_is_offered(make, texts, says):
    with pytest.raises(UnknownName, match=r"^Name: .* can't be chosen\. ") as raised:
        read_field("name", MAKERS[make]()).read(texts)
    assert says in str(raised.value)


def test_an_option_may_be_typed_in_any_case_or_by_its_label():
    field = read_field("name", w.Dropdown(options=[("London", "E12"), ("Kent", "K1"), ("k1", "x")]))
    assert field.read(("london",)) == field.read(("e12",)) == ("E12", ("E12",))
    assert field.read(("K1",)) == ("K1", ("K1",))
    with pytest.raises(UnknownName):  # a code of one and the label of another
        field.read(("k1",))
    blank = read_field("name", w.SelectMultiple(options=[("", "none"), ("Kent", "kent")]))
    assert blank.read(("",)) == ((), ("",))  # nothing was typed


def test_list_of_what_is_offered_ends_before_it_is_a_page():
    with pytest.raises(UnknownName, match=r", 11 and 141 more\.$"):
        read_field("name", w.Dropdown(options=range(153))).read(("x",))


@pytest.mark.parametrize("widget", REFUSED)
def test_what_no_form_can_have_is_refused_in_words(widget):
    with pytest.raises(NoControl, match=f"^secret: a {widget.__name__} can't be a control"):
        read_field("secret", widget())


def test_password_is_refused_for_the_address_would_tell_it():
    with pytest.raises(NoControl, match="where others can read it"):
        read_field("secret", w.Password())


def test_options_of_the_same_text_are_told_apart_by_their_labels():
    field = read_field("name", w.Dropdown(options=[("one", 1), ("first", "1")]))
    assert field.read(("first",))[0] == "1"
    with pytest.raises(IlacsBenchError, match="two of its options have the same label"):
        read_field("name", w.Dropdown(options=[("one", [1]), ("one", [2])]))


def test_disabled_control_stays_at_its_first_value():
    assert read_field("name", w.IntSlider(3, 0, 10, disabled=True)).read(("7",))[0] == 3


def test_free_tags_stand_in_one_field():
    field = read_field("name", MAKERS["tags"]())
    assert field.read(("tea, milk ,",)) == (("tea", "milk"), ("tea, milk",))
    assert field.first == ("x, y",)


def test_label_and_help_are_the_widgets():
    field = read_field("top_n", w.IntSlider(tooltip="How many rows"))
    assert (field.label, field.help) == ("Top n", "How many rows")
    assert read_field("top_n", w.IntSlider(description="How many")).label == "How many"


def test_texts_of_values():
    assert texts_of(()) == ("",)
    assert texts_of(False) == ("",)
