"""A live page: what it answers at an address, over HTTP and by message; what no address can do."""

import json
import re

import pytest
from markupsafe import Markup

from ilacs_bench.dashboard import answers
from ilacs_bench.dashboard.answers import answering_page
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.errors import UnknownName
from ilacs_bench.paths import SERVED_VARIABLE
from ilacs_bench.widgets import live_widget
from ilacs_bench.widgets.live_page import View, safe_regions
from ilacs_bench.widgets.live_widget import LivePage


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
        yield {"word": ("milk",), "tick": ()}

    def page(self, view, status):
        regions = safe_regions(view)
        return Markup(
            '<form data-controls>{}<button data-download="cup">Cup</button>'
            '<button data-download="rum">Rum</button></form>{}{}'
        ).format(regions["offered"], status, regions["word"])

    def download(self, state, what):
        if what == "rum":
            raise UnknownName("No rum to take away.")
        return f"{what}.txt", state["word"][0].encode()


@pytest.fixture
def page():
    return LivePage(Words())


@pytest.fixture
def sent(monkeypatch):
    """What the widget sends to the browser: content and buffers."""
    messages = []
    monkeypatch.setattr(
        "ipywidgets.Widget.send",
        lambda _self, content, buffers=None: messages.append((content, buffers)),
    )
    return messages


@pytest.fixture
def is_drawn(monkeypatch):
    monkeypatch.setattr(
        PageChart, "picture", lambda chart, kind: (f"{chart.file_name}.{kind}", b"drawn")
    )


def tell(widget, **content):
    widget._handle_custom_msg(content, [])


def brought(html, what):
    """What the HTML brings for its script."""
    return json.loads(re.search(rf"<script [^>]*data-{what}>(.*?)</script>", html)[1])


# Pages.


def test_page_is_of_its_address(page):
    assert "<b>coffee</b>" in page.slots("word=coffee&unknown=1")["page"]
    assert "<b>tea</b>" in page.slots("")["page"]
    assert page.html == page.slots("")["page"]


@pytest.mark.parametrize(
    ("word", "words"), [("rum", "No &lt;rum&gt; here."), ("bug", "This could not be shown")]
)
def test_address_that_cannot_be_shown_has_the_reason_the_form_and_ways_on_only(page, word, words):
    html = page.slots(f"word={word}")["page"]
    assert words in html
    assert 'data-error="yes"' in html
    assert "ilacs-failed" in html
    assert "<form data-controls>tea, milk" in html
    assert "<b>" not in html
    assert brought(html, "charts") == {}
    assert set(brought(html, "tags")) == {"offered", "instead"}
    assert re.findall(r'<a href="([^"]*)" data-set="([^"]*)">([^<]*)</a>', html) == [
        ("?", "{&#34;word&#34;: [&#34;tea&#34;], &#34;tick&#34;: []}", "It says tea.")
    ]


def test_words_of_an_address_never_become_markup(page):
    html = page.slots("word=%3Cscript%3Ealert(1)%3C%2Fscript%3E")["page"]
    assert "<script>alert" not in html
    assert "\\u003cscript>" in html  # in the charts' JSON


def test_page_brings_its_charts_and_the_tags_of_its_regions(page):
    html, answer = page.slots("word=coffee")["page"], page.answer("word=coffee")
    assert brought(html, "charts") == answer["charts"] == {"c": {"w": "coffee"}}
    assert brought(html, "tags") == {name: tag for name, (tag, _) in answer["regions"].items()}


def test_two_processes_make_the_same_page():
    assert LivePage(Words()).slots("word=coffee") == LivePage(Words()).slots("word=coffee")


# Answers.


def test_answer_is_all_that_is_shown(page):
    answer = page.answer("word=coffee")
    assert (answer["said"], answer["is_error"]) == ("It says coffee.", False)
    assert answer["state"] == {"word": ["coffee"], "tick": []}
    assert answer["address"] == "?word=coffee"
    assert answer["regions"]["word"][1] == "<b>coffee</b>"


def test_region_that_stays_keeps_its_tag(page):
    one, other = page.answer("word=coffee")["regions"], page.answer("word=milk")["regions"]
    assert one["other"] == other["other"]
    assert one["word"][0] != other["word"][0]


def test_what_was_asked_before_changes_no_answer(page):
    first = page.answer("word=coffee")
    page.answer("word=milk")
    page.slots("word=rum")
    assert page.answer("word=coffee") == first


def test_mistake_and_bug_are_said_in_words_with_nothing_of_another_choice(page, caplog):
    rum, bug = page.answer("word=rum"), page.answer("word=bug")
    assert [rum["said"], bug["said"]] == ["No <rum> here.", live_widget._FAULT]
    for answer in (rum, bug):
        assert answer["is_error"]
        assert answer["regions"].keys() == {"offered", "instead"}
        assert answer["charts"] == {}
    assert (rum["address"], rum["state"]["word"]) == ("?word=rum", ["rum"])
    assert "ZeroDivisionError" in caplog.text


def test_file_is_one_that_the_page_offers(page):
    assert page.file("word=milk", "cup") == ("cup.txt", b"milk")
    for name in ("other", "", "../cup", '"', "<b>"):
        with pytest.raises(UnknownName, match="no such file"):
            page.file("", name)
    with pytest.raises(UnknownName, match="No rum"):
        page.file("", "rum")


def test_picture_is_of_a_chart_that_is_shown(page, is_drawn):
    assert page.file("word=milk", "c", "png") == ("milk.png", b"drawn")
    with pytest.raises(UnknownName, match="no such chart"):
        page.file("", "d", "svg")
    with pytest.raises(UnknownName, match="No <rum>"):
        page.file("word=rum", "c", "svg")


# In JupyterLab.


def test_questions_are_answered_by_message(page, sent):
    tell(page, ask=7, query="word=coffee")
    tell(page, ask=8, query="word=rum")
    assert sent[0] == ({"ask": 7, **page.answer("word=coffee")}, None)
    assert sent[1] == ({"ask": 8, **page.answer("word=rum")}, None)


def test_bug_in_a_file_is_said_in_words_and_logged(page, sent, caplog):
    tell(page, download="cup", query="word=bug")
    assert sent == [({"failed": live_widget._NO_FILE}, None)]
    assert "ZeroDivisionError" in caplog.text


def test_no_file_is_made_of_a_state_that_cannot_be_shown(page, sent):
    tell(page, download="cup", query="word=rum")
    assert sent == [({"failed": "No <rum> here."}, None)]


@pytest.mark.parametrize("query", [None, [], {"word": "tea"}, 7])
def test_what_is_no_query_does_no_harm(page, sent, query):
    tell(page, ask=1, query=query)
    assert "said" in sent[0][0]


def test_file_is_made_at_the_press(page, sent):
    tell(page, download="cup", query="word=tea")
    tell(page, download="rum", query="word=tea")
    assert sent == [({"file": "cup.txt"}, [b"tea"]), ({"failed": "No rum to take away."}, None)]


def test_chart_is_drawn_at_the_press(page, sent, is_drawn):
    tell(page, picture="c", kind="png", query="word=coffee")
    assert sent == [({"file": "coffee.png"}, [b"drawn"])]


@pytest.mark.parametrize("kind", ["gif", "", None, ["png"], {"png": 1}, "../png"])
def test_kind_of_picture_that_there_is_not_is_said(page, sent, caplog, kind):
    tell(page, picture="c", kind=kind, query="")
    assert sent == [({"failed": "A chart is saved as SVG or as PNG. Choose one of the two."}, None)]
    assert caplog.text == ""


@pytest.mark.parametrize("chart", ["d", "", None, ["c"], {"c": 1}, "<script>", "c" * 9999])
def test_chart_that_there_is_not_is_said(page, sent, caplog, chart):
    tell(page, picture=chart, kind="svg", query="")
    assert sent == [({"failed": "The page has no such chart now: reload it and try again."}, None)]
    assert caplog.text == ""


def test_bundle_comes_by_message_where_no_page_serves_it(page, sent, monkeypatch):
    monkeypatch.setattr(live_widget, "vega_bundle", lambda: "export {};")
    tell(page, bundle=True)
    assert sent == [({"bundle": True}, [b"export {};"])]


def test_served_page_has_its_place_and_answers_and_elsewhere_it_is_a_widget(monkeypatch):
    monkeypatch.setattr(answers, "_pages", [])
    monkeypatch.setenv(SERVED_VARIABLE, "yes")
    page = LivePage(Words())
    assert page._repr_mimebundle_()["text/html"] == "<!--slot:page-->"
    assert answering_page() is page
    monkeypatch.delenv(SERVED_VARIABLE)
    bundle = page._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data
