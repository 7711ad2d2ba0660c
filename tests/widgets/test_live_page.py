"""A live page: what it tells the browser, what it makes of an address, what no address can do."""

import re

import pytest
from markupsafe import Markup

from ilacs_bench.errors import UnknownName
from ilacs_bench.widgets import live_page
from ilacs_bench.widgets.live_page import LivePage, View, address_of, parse_state, safe_regions
from ilacs_bench.widgets.page_chart import PageChart
from ilacs_bench.widgets.served import DATA_VARIABLE


class Words:
    """A dashboard that shows the word it is given, and knows a few that it won't."""

    def __init__(self):
        self.defaults = {"word": ("tea",), "tick": ()}

    def view(self, state):
        (word,) = state["word"]
        if word == "rum":
            raise UnknownName("No <rum> here.", instead=[{"as_at": "x"}])
        if word == "bug":
            raise ZeroDivisionError
        regions = {"word": Markup("<b>{}</b>").format(word), "other": "same"}
        regions |= self.offered(state)
        charts = {"c": PageChart({"w": word}, note="", file_name=word)}
        return View(state=state, said=f"It says {word}.", regions=regions, charts=charts)

    def offered(self, state):
        return {"offered": "tea, milk"}

    def likely(self):
        for word in ("tea", "rum", "bug", "milk"):
            yield {"word": (word,), "tick": ()}

    def page(self, view, status):
        regions = safe_regions(view)
        return Markup("<form data-controls>{}</form>{}{}").format(
            regions["offered"], status, regions["word"]
        )

    def download(self, state, what):
        if what == "rum":
            raise UnknownName("No rum to take away.")
        return f"{what}.txt", state["word"][0].encode()


@pytest.fixture
def sent(monkeypatch):
    """What the widget sends to the browser: content and buffers."""
    messages = []
    monkeypatch.setattr(
        "ipywidgets.Widget.send",
        lambda _self, content, buffers=None: messages.append((content, buffers)),
    )
    return messages


def hear(widget, content):
    widget._handle_custom_msg(content, [])


def test_first_view_is_of_the_address():
    assert "<b>coffee</b>" in LivePage(Words(), query="word=coffee&unknown=1").html
    assert "<b>tea</b>" in LivePage(Words(), query="").html


@pytest.mark.parametrize(
    ("word", "words"), [("rum", "No &lt;rum&gt; here."), ("bug", "This could not be shown")]
)
def test_address_that_cannot_be_shown_has_the_reason_the_form_and_ways_on_only(word, words):
    html = LivePage(Words(), query=f"word={word}").html
    assert words in html
    assert 'data-error="yes"' in html
    assert "ilacs-failed" in html
    assert "<form data-controls>tea, milk</form>" in html
    assert "<b>" not in html
    assert "data-charts>{}</script>" in html
    assert re.findall(r'<a href="([^"]*)" data-set="([^"]*)">([^<]*)</a>', html) == [
        ("?", "{&#34;word&#34;: [&#34;tea&#34;], &#34;tick&#34;: []}", "It says tea.")
    ]


def test_address_with_too_many_parts_is_that_of_the_defaults():
    assert "<b>tea</b>" in LivePage(Words(), query="&".join(["word=milk"] * 999)).html


def test_words_of_an_address_never_become_markup():
    html = LivePage(Words(), query="word=%3Cscript%3Ealert(1)%3C%2Fscript%3E").html
    assert "<script>alert" not in html
    assert "\\u003cscript>" in html  # in the charts' JSON


def test_answer_has_the_regions_that_changed_only(sent):
    page = LivePage(Words(), query="")
    hear(page, {"ask": 7, "state": {"word": ["coffee"], "tick": []}})
    ((content, _),) = sent
    assert content["ask"] == 7
    assert content["regions"] == {"word": "<b>coffee</b>"}
    assert content["state"] == {"word": ["coffee"], "tick": []}
    assert content["address"] == "?word=coffee"
    hear(page, {"ask": 8, "state": {"word": ["coffee"], "tick": []}})
    assert sent[1][0]["regions"] == {}


def test_views_are_made_ahead_whatever_becomes_of_one_and_nobody_is_told(sent, monkeypatch):
    asked = []
    monkeypatch.setattr(
        Words, "view", lambda self, state, view=Words.view: asked.append(state) or view(self, state)
    )
    page = LivePage(Words(), query="word=coffee")
    asked.clear()
    assert len(list(page.prepare())) == 4
    assert [state["word"] for state in asked] == [("tea",), ("rum",), ("bug",), ("milk",)]
    assert sent == []
    hear(page, {"ask": 1, "state": {"word": ["coffee"], "tick": []}})
    assert sent[0][0]["regions"] == {}  # the browser still shows the first view


def test_charts_are_told_when_they_change_and_when_they_go(sent):
    page = LivePage(Words(), query="")
    page.dashboard.view = lambda state: View(state, "No chart.")
    hear(page, {"ask": 1, "state": {"word": ["tea"], "tick": []}})
    assert sent[0][0]["charts"] == {"c": None}
    hear(page, {"ask": 2, "state": {"word": ["tea"], "tick": []}})
    assert sent[1][0]["charts"] == {}


def test_mistake_and_bug_are_said_in_words(sent, caplog):
    page = LivePage(Words(), query="")
    for word in ("rum", "bug"):
        hear(page, {"ask": 1, "state": {"word": [word], "tick": []}})
    assert [answer["said"] for answer, _ in sent] == ["No <rum> here.", live_page._FAULT]
    assert all(answer["is_error"] for answer, _ in sent)
    assert "ZeroDivisionError" in caplog.text


def test_after_a_choice_that_failed_nothing_of_the_one_before_is_left(sent):
    page = LivePage(Words(), query="word=coffee")
    hear(page, {"ask": 1, "state": {"word": ["rum"], "tick": []}})
    hear(page, {"ask": 2, "state": {"word": ["coffee"], "tick": []}})
    failed, again = (answer for answer, _ in sent)
    assert failed["address"] == "?word=rum"
    assert failed["state"]["word"] == ["rum"]
    assert failed["regions"].keys() == {"word", "other", "instead"}  # what is offered stays
    assert failed["regions"]["word"] is failed["regions"]["other"] is None
    assert failed["charts"] == {"c": None}
    assert again["regions"] == {"word": "<b>coffee</b>", "other": "same", "instead": None}
    assert again["charts"] == {"c": {"w": "coffee"}}


@pytest.mark.parametrize("state", [None, [], {"word": "tea"}, {"word": [["x"]]}])
def test_what_is_no_state_does_no_harm(sent, state):
    page = LivePage(Words(), query="")
    hear(page, {"ask": 1, "state": state})
    assert "said" in sent[0][0]


def test_file_is_made_at_the_press(sent):
    page = LivePage(Words(), query="")
    hear(page, {"download": "cup", "state": {"word": ["tea"]}})
    hear(page, {"download": "rum", "state": {"word": ["tea"]}})
    assert sent == [({"file": "cup.txt"}, [b"tea"]), ({"failed": "No rum to take away."}, None)]


def test_no_file_is_made_of_a_state_that_cannot_be_shown(sent):
    hear(LivePage(Words(), query=""), {"download": "cup", "state": {"word": ["rum"]}})
    assert sent == [({"failed": "No <rum> here."}, None)]


def test_chart_is_drawn_at_the_press_from_the_state_that_is_shown(sent, monkeypatch):
    monkeypatch.setattr(
        PageChart, "picture", lambda chart, kind: (f"{chart.file_name}.{kind}", b"drawn")
    )
    page = LivePage(Words(), query="")
    hear(page, {"picture": "c", "kind": "png", "state": {"word": ["coffee"]}})
    assert sent == [({"file": "coffee.png"}, [b"drawn"])]


@pytest.mark.parametrize("kind", ["gif", "", None, ["png"], {"png": 1}, "../png"])
def test_kind_of_picture_that_there_is_not_is_said(sent, caplog, kind):
    hear(LivePage(Words(), query=""), {"picture": "c", "kind": kind, "state": {"word": ["tea"]}})
    assert sent == [({"failed": "A chart is saved as SVG or as PNG. Choose one of the two."}, None)]
    assert caplog.text == ""


@pytest.mark.parametrize(
    "chart", ["d", "", None, ["c"], {"c": 1}, "<script>", "../../c", "c" * 9999]
)
def test_chart_that_there_is_not_is_said(sent, caplog, chart):
    hear(LivePage(Words(), query=""), {"picture": chart, "kind": "svg", "state": {"word": ["tea"]}})
    assert sent == [({"failed": "The page has no such chart now: reload it and try again."}, None)]
    assert caplog.text == ""


def test_picture_of_a_state_that_cannot_be_shown_is_said(sent):
    page = LivePage(Words(), query="")
    hear(page, {"picture": "c", "kind": "svg", "state": {"word": ["rum"]}})
    hear(page, {"picture": "c", "kind": "svg"})
    assert sent[0] == ({"failed": "No <rum> here."}, None)
    assert set(sent[1][0]) == {"failed"}


def test_bundle_comes_from_the_kernel_where_no_page_serves_it(sent, monkeypatch):
    monkeypatch.setattr(live_page, "vega_bundle", lambda: "export {};")
    hear(LivePage(Words(), query=""), {"bundle": True})
    assert sent == [({"bundle": True}, [b"export {};"])]


def test_served_page_is_html_and_elsewhere_a_widget(monkeypatch):
    page = LivePage(Words(), query="")
    monkeypatch.setenv(DATA_VARIABLE, "")
    assert page._repr_mimebundle_()["text/html"] == page.html
    monkeypatch.delenv(DATA_VARIABLE)
    bundle = page._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data


def test_state_and_address_are_each_other():
    defaults = {"la": ("Kent",), "area": ("leaders", "overall"), "to": ("region",)}
    state = {"la": ("West Sussex",), "area": ("overall",), "to": ("region",)}
    address = address_of(state, defaults)
    assert address == "?la=west-sussex&area=overall"
    assert parse_state(address[1:], defaults) == {**state, "la": ("west-sussex",)}
    none_ticked = {**state, "area": ()}
    assert parse_state(address_of(none_ticked, defaults)[1:], defaults)["area"] == ("",)
    assert address_of(defaults, defaults) == ""


def test_long_values_are_cut():
    assert len(parse_state("la=" + "x" * 9999, {"la": ("Kent",)})["la"][0]) == 200
