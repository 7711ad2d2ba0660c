"""What a view reads is noted, through whatever it calls, and nothing is made twice."""

import pandas as pd
import pytest

from ilacs_bench.dashboard import choice as module
from ilacs_bench.dashboard.choice import CachedFunction, Choice, Chosen, NoSuchControl


def chosen(**values):
    return Chosen({name: (str(value),) for name, value in values.items()}, values)


class Counted:
    """A function of a choice that counts how often it is called."""

    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, choice):
        self.calls += 1
        return self.function(choice)


def test_made_again_only_when_what_it_read_has_changed():
    view = Counted(lambda choice: choice.la.upper())
    remembered = CachedFunction(view)
    assert remembered.of(chosen(la="kent", top=1), {}) == ("KENT", ("la",))
    assert remembered.of(chosen(la="kent", top=2), {}) == ("KENT", ("la",))
    assert view.calls == 1
    assert remembered.of(chosen(la="hull", top=2), {}) == ("HULL", ("la",))
    assert view.calls == 2


def test_what_is_read_may_depend_on_what_was_read():
    view = Counted(lambda choice: choice.top if choice.la == "kent" else choice.other)
    remembered = CachedFunction(view)
    for state, shown in [
        (chosen(la="kent", top=1, other=7), 1),
        (chosen(la="hull", top=1, other=7), 7),
        (chosen(la="kent", top=1, other=8), 1),
        (chosen(la="hull", top=2, other=8), 8),
        (chosen(la="hull", top=1, other=7), 7),
        (chosen(la="kent", top=2, other=8), 2),
    ]:
        assert remembered.of(state, {})[0] == shown
    assert view.calls == 4


def test_reads_are_noted_through_functions_and_through_what_the_page_finds():
    def rows(choice):
        return choice.compared

    compared = Counted(lambda choice: pd.DataFrame({"la": [choice.la]}))
    found = {"compared": CachedFunction(compared)}
    views = [CachedFunction(lambda choice: len(rows(choice)) + choice.top), CachedFunction(rows)]
    assert views[0].of(chosen(la="kent", top=1, kind="x"), found) == (2, ("la", "top"))
    assert views[1].of(chosen(la="kent", top=1, kind="x"), found)[1] == ("la",)
    assert compared.calls == 1  # not once a view


def test_what_a_function_of_ones_own_gives_is_made_once_for_all_views():
    rows = Counted(lambda choice: pd.DataFrame({"la": [choice.la]}))
    found: dict = {}
    views = [CachedFunction(lambda choice: len(choice.once(rows))) for _ in range(2)]
    for state in (chosen(la="kent", top=1), chosen(la="kent", top=2), chosen(la="hull", top=2)):
        for view in views:
            assert view.of(state, found) == (1, ("la",))
    assert rows.calls == 2
    with pytest.raises(NoSuchControl, match=r"It also gives \.$"):
        Choice(chosen(), found).kind  # noqa: B018


def test_frame_that_is_found_can_be_changed_by_a_view_without_harm_to_others():
    found = {"compared": CachedFunction(lambda _: pd.DataFrame({"n": [1]}))}
    choice = Choice(chosen(), found)
    mine = choice.compared
    mine["more"] = 2
    mine.loc[0, "n"] = 9
    assert choice.compared.to_dict("list") == {"n": [1]}


def test_what_was_made_is_kept_up_to_a_bound(monkeypatch):
    monkeypatch.setattr(module, "_KEPT", 2)
    view = Counted(lambda choice: choice.n)
    remembered = CachedFunction(view)
    for n in (1, 2, 1, 3, 1, 2):  # 2 was used longest ago when 3 came
        remembered.of(chosen(n=n), {})
    assert view.calls == 4


def test_what_fails_is_not_kept():
    view = Counted(lambda choice: 1 / choice.n)
    remembered = CachedFunction(view)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            remembered.of(chosen(n=0), {})
    assert view.calls == 2


def test_wrong_name_says_which_there_are():
    choice = Choice(chosen(kind="County", top=1), {"as_at": CachedFunction(lambda _: 1)})
    with pytest.raises(NoSuchControl, match=r"Did you mean 'choice\.kind'\?.*are: kind, top\."):
        choice.kinds  # noqa: B018
    assert not hasattr(choice, "kinds")


def test_choice_cannot_be_changed():
    with pytest.raises(AttributeError):
        Choice(chosen(kind="x"), {}).kind = "y"
