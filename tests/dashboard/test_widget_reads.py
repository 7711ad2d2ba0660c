"""A view that reads a widget, which stays as it is in a served page, is told."""

import functools

import ipywidgets as w
import pytest

from ilacs_bench.dashboard.widget_reads import ReadsWidget, check_reads

kind = w.Dropdown(options=["a", "b"])


def in_a_function(choice):
    return kind.value


def under_another_name(choice):
    top = kind
    return top.value


def through_another(choice):
    return in_a_function(choice)


def in_a_function_within(choice):
    return [kind.index for _ in range(3)]


def from_around():
    top = w.IntSlider()
    return lambda choice: top.value


@pytest.mark.parametrize(
    "view",
    [
        in_a_function,
        under_another_name,
        through_another,
        in_a_function_within,
        functools.partial(in_a_function),
        from_around(),
    ],
)
def test_read_of_a_widgets_value_is_told_with_what_to_read_instead(view):
    with pytest.raises(ReadsWidget, match=r"Read 'choice\.(kind|top)'"):
        check_reads(view)


def of_the_choice(choice):
    return choice.kind.value


def calls_itself(choice):
    return calls_itself(choice)


@pytest.mark.parametrize("view", [of_the_choice, calls_itself, len, object()])
def test_nothing_else_is(view):
    check_reads(view)
