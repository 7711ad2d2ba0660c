"""A page answers for any address: its views, its files, and what can't be shown in words."""

import re
from base64 import b64encode

import altair as alt
import ipywidgets as w
import pandas as pd
import pytest
from whole_pages import charts_of, regions_of

import ilacs_bench as ib
from ilacs_bench.dashboard import answers, controls
from ilacs_bench.dashboard.answers import TwoPages
from ilacs_bench.dashboard.field_kinds import NoControl
from ilacs_bench.dashboard.page import Page
from ilacs_bench.dashboard.parts import Html, beside, folded
from ilacs_bench.errors import IlacsBenchError, UnknownName
from ilacs_bench.paths import SERVED_VARIABLE


@pytest.fixture(scope="module")
def tables():
    return ib.load()


@pytest.fixture
def page(tables):
    """A page with a control of each kind of the library's, and two of an analyst's."""
    return Page(
        tables,
        la=controls.council(tables, "Suffolk"),
        to=controls.compare_with(),
        as_at=controls.as_at(tables),
        area=controls.judgements(),
        kind=w.Dropdown(options=["All", "County"], description="Type"),
        top=w.IntSlider(5, 1, 20),
    )


def html_of(page, name, query=""):
    return page.answer(query)["regions"][name][1]


def folds_in(html):
    return re.findall(r'data-fold="([^"]+)"', html)


def show(page, made):
    """The HTML of a view that gives this, whatever is chosen."""
    page.show(lambda choice: made)
    return html_of(page, list(page.views)[-1])


def test_choice_has_typed_values_and_what_is_found_from_them(page):
    seen = {}

    def view(choice):
        seen.update({name: getattr(choice, name) for name in ("la", "to", "area", "kind", "top")})
        seen.update({name: getattr(choice, name) for name in ("la_code", "la_name", "group")})
        seen.update(as_at=choice.as_at, compared=choice.compared, tables=choice.tables)
        return ""

    page.show(view)
    page.answer("la=kent&as_at=2025-03-31&area=overall&top=7&to=region")
    assert (seen["la"], seen["la_code"], seen["la_name"]) == ("Kent", "E10000016", "Kent")
    assert (seen["top"], seen["kind"], seen["area"]) == (7, "All", ("overall",))
    expected = ib.compare(page.tables, "Kent", "region", as_at="2025-03-31", areas=["overall"])
    pd.testing.assert_frame_equal(seen["compared"], expected)
    assert seen["group"] == tuple(expected["la_code"][1:])
    assert f"{seen['as_at']:%Y-%m-%d}" == "2025-03-31"
    assert seen["tables"] is page.tables


def test_control_is_a_council_by_its_role_and_not_by_its_name(tables):
    of = controls.council(tables, "Suffolk")
    page = Page(tables, neighbours_of=of, la=w.Dropdown(options=["C", "A & B", "A B"]))
    for la in ("A+%26+B", "A+B"):
        query = f"neighbours_of=west-sussex&la={la}"
        assert page.answer(query)["address"] == f"?{query}"
    with_an_error = page.slots("neighbours_of=west-sussex&la=No")["controls"]
    assert 'href="?neighbours_of=west-sussex"' in with_an_error
    assert page.councils == ["neighbours_of"]


def test_any_name_of_a_council_is_one_state(page):
    for asked in ("suffolk", "Suffolk", "E10000029", "935", "Suffolk%20County%20Council"):
        answer = page.answer(f"la={asked}&kind=County")
        assert (answer["state"]["la"], answer["address"]) == (["Suffolk"], "?kind=County")
    assert page.answer("la=kent")["address"] == "?la=kent"


def test_views_are_made_again_only_where_they_read_what_changed(page, monkeypatch):
    calls = []
    for name in ("compared", "kind", "top"):

        def view(choice, name=name):
            calls.append(name)
            return str(len(str(getattr(choice, name))))

        page.show(view)
    compared = []
    monkeypatch.setattr(
        "ilacs_bench.dashboard.resolve_state.snapshot",
        lambda *args, **named: compared.append(args) or ib.snapshot(*args, **named),
    )
    page.answer("")
    page.answer("top=7")
    page.answer("top=7&kind=County")
    assert calls == ["compared", "kind", "top", "top", "kind"]
    assert len(compared) == 1


def test_everything_that_a_view_may_give_is_shown(page):
    frame = pd.DataFrame({"la_code": ["E10000029"], "n": [1]})
    assert '<tr class="ilacs-own">' in show(page, frame)
    assert "data-sort" in show(page, frame["n"])
    assert 'data-chart="view-3"' in show(page, alt.Chart(frame).mark_bar().encode(x="n"))
    assert "<strong>so</strong> &lt;i&gt;" in show(page, "**so** <i>")
    assert "<i>&lt;b&gt;</i>" in show(page, Html("<i>{}</i>").format("<b>"))
    assert "<svg" in show(page, ib.draw_chart(page.tables, "national-mix"))
    several = show(page, ["# One", frame, alt.Chart(frame).mark_bar().encode(x="n")])
    assert "<h1>One</h1>" in several
    assert 'data-chart="view-7-3"' in several
    assert show(page, "") == ""
    assert set(page.answer("")["charts"]) == {"view-3", "view-7-3"}


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (None, "Does it end with &#39;return&#39;?"),
        (3, "not int"),
        ({"a": 1}, "pd.DataFrame makes a table"),
        (type("Axes", (), {"_repr_html_": lambda self: None})(), "a view gives the figure"),
    ],
)
def test_what_no_page_can_show_is_said_in_its_place(page, made, says):
    assert says in show(page, made)


def test_view_that_takes_no_choice_is_an_error_at_its_cell(page):
    with pytest.raises(IlacsBenchError, match="def name\\(choice\\)"):
        page.show(lambda: "words")


def test_figure_of_matplotlib_is_an_image_that_the_docstring_describes(page):
    class Figure:  # the library is no part of ours
        def savefig(self, to, **how):
            to.write(b"drawn")

    @page.show
    def rates(choice):
        """Rates of councils.

        They fell since 2020.
        """
        return Figure()

    html = html_of(page, "rates")
    assert 'alt="Rates of councils. They fell since 2020."' in html
    assert b64encode(b"drawn").decode() in html


def test_cells_of_lists_are_shown_as_texts(page):
    assert "[1, 2]" in show(page, pd.DataFrame({"a": [[1, 2], None]}))


def test_fault_in_one_view_is_a_calm_sentence_and_the_others_stand(page, caplog):
    @page.show
    def broken(choice):
        return 1 / 0

    @page.show
    def meant(choice):
        raise UnknownName("Nobody knows.")

    @page.show
    def good(choice):
        return "All is well."

    answer = page.answer("")
    assert not answer["is_error"]
    assert "This part could not be made" in html_of(page, "broken")
    assert "ZeroDivisionError" not in html_of(page, "broken")
    assert "view 'broken': ZeroDivisionError: division by zero. At {" in caplog.text
    assert "Nobody knows." in html_of(page, "meant")
    assert "All is well." in html_of(page, "good")


def test_views_side_by_side_stand_each_by_itself(page, caplog):
    def broken(choice):
        return 1 / choice.top.imag

    def meant(choice):
        raise UnknownName("Nobody knows.")

    page.show(beside(lambda choice: "All is well.", broken, meant, lambda choice: object))
    html = html_of(page, "lambda-broken-meant-lambda")
    assert "All is well." in html
    assert html.count("This part could not be made") == 1
    assert "Nobody knows." in html
    assert "not type" in html
    assert "ZeroDivisionError" in caplog.text
    assert "'top': ('5',)" in caplog.text


def test_what_is_folded_is_made_when_it_is_unfolded_of_what_is_chosen_then(page):
    made = []

    def of_the_type(choice):
        made.append(choice.kind)
        return f"Of the type {choice.kind}"

    view = page.show(lambda choice: [f"Top {choice.top}", *folded("More", of_the_type)])
    for kind in ("All", "County"):  # the view itself does not read it, and is not made again
        html = html_of(page, view.name, f"la=kent&kind={kind}")
        assert "Top 5" in html
        assert "<summary>More</summary>" in html
    assert made == []
    (name,) = folds_in(html)
    assert "Of the type County" in page.fold("la=kent&kind=County", name)["html"]
    assert "Of the type All" in page.fold("la=kent&kind=All", name)["html"]
    assert "Of the type All" in regions_of(page, "la=kent")[view.name]
    with pytest.raises(UnknownName):
        page.fold("la=kent", "no-such-fold")


def test_charts_and_folds_within_a_fold_are_found_by_their_names(page):
    bars = alt.Chart(pd.DataFrame({"n": [1, 2]})).mark_bar().encode(x="n:Q")
    inner = folded("Inner", lambda _: bars.properties(title="Deep"))
    page.show(lambda _: [*folded("Outer", lambda _: [bars, *inner]), bars])
    names = list(charts_of(page, "la=kent"))
    assert len(set(names)) == 3
    for name in names:
        file_name, svg = page.file("la=kent", name, "svg")
        assert (file_name[-4:], b"<svg" in svg) == (".svg", True)
    assert sorted(page.answer("la=kent")["charts"]) == ["view-1-2"]
    outer, *_ = folds_in(html_of(page, "view-1", "la=kent"))
    within = page.fold("la=kent", outer)
    assert list(within["charts"]) == [outer]
    (inner_fold,) = (name for name in folds_in(within["html"]) if name.endswith("-fold"))
    assert len(page.fold("la=kent", inner_fold)["charts"]) == 1


def test_fault_in_a_fold_is_a_calm_sentence_in_it(page, caplog):
    page.show(lambda _: folded("More", lambda _: 1 / 0))
    (name,) = folds_in(html_of(page, "view-1", "la=kent"))
    assert "could not be made" in page.fold("la=kent", name)["html"]
    assert "ZeroDivisionError" in caplog.text


def test_wrong_name_says_which_controls_there_are(page):
    page.show(lambda choice: choice.typ)
    html = html_of(page, "view-1")
    assert "choice.typ" in html
    assert "la, to, as_at, area, kind, top" in html


def test_heading_is_the_first_line_of_the_docstring_else_the_name(page):
    @page.show
    def in_need(choice):
        """Children in need, beside our group.

        Rates per 10,000.
        """
        return alt.Chart(pd.DataFrame({"n": [1]})).mark_bar().encode(x="n")

    page.show(lambda choice: "x")
    assert "Children in need, beside our group</h2>" in html_of(page, "in-need")
    chart = page.answer("")["charts"]["in-need"]
    assert chart["description"] == "Children in need, beside our group. Rates per 10,000."
    assert "<h2" not in html_of(page, "view-2")
    assert in_need(None).to_dict()["mark"] == {"type": "bar"}  # it is still a function


@pytest.mark.parametrize(
    ("query", "says", "ways"),
    [
        ("la=kensingtn", "Kensington and Chelsea", ["?la=kensington-and-chelsea"]),
        ("la=cumbria", "did not exist", ["?la=cumberland", "?la=westmorland-and-furness"]),
        ("la=cumberland&as_at=2020-01-01", "did not exist", ["?la=cumbria&amp;as_at=2020-01-01"]),
        ("la=", "Choose a council.", []),
        ("to=nobody", "not a comparator", []),
        ("as_at=2013-01-01", "Choose a date from", []),
        ("as_at=yesterday", "2025-03-31", []),
        ("area=", "Tick at least one", []),
        ("kind=Shire", "Choose among All, County", []),
        ("top=21", "from 1 to 20", []),
    ],
)
def test_what_cannot_be_chosen_leaves_only_the_reason_and_the_way_on(page, query, says, ways):
    page.show(lambda choice: choice.compared)
    page.download("Excel", lambda choice: ("a.xlsx", b"x"))
    answer = page.answer(query)
    assert answer["is_error"]
    assert says in answer["status"]
    regions = {name: html for name, (_, html) in answer["regions"].items()}
    assert (regions["view-1"], regions["files"].strip(), answer["charts"]) == ("", "", {})
    for way in [*ways, "?"]:
        assert f'href="{way}"' in regions["instead"]
    slots = page.slots(query)
    assert "data-download" not in slots["controls"]
    assert "<td" not in slots["view-1"]
    assert 'data-error="yes"' in slots["controls"]
    with pytest.raises(IlacsBenchError, match=r"."):
        page.file(query, "excel")


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("who=zz", "who"),
        ("la=zz", "la"),
        ("others=kent,zz", "others"),
        ("as_at=2013-01-01", "as_at"),
        ("top=99", "top"),
        ("la=", ""),
        ("who=", ""),
        ("who=bcp", ""),
    ],
)
def test_control_that_asks_for_what_cannot_be_is_marked(tables, query, wrong):
    page = Page(
        tables,
        la=controls.council(tables, "Suffolk"),
        who=controls.council_or_all(tables, "Beside"),
        others=controls.own_group(),
        as_at=controls.as_at(tables),
        top=w.IntSlider(5, 1, 20),
    )
    answer, form = page.answer(query), page.slots(query)["controls"]
    assert answer["wrong"] == wrong
    assert answer["is_error"] == (bool(wrong) or query == "la=")
    invalid = r'name="(\w+)"[^>]* aria-describedby="[^"]*ilacs-status"[^>]* aria-invalid="true"'
    marked = re.findall(invalid, form)
    assert marked == [wrong][: len(wrong)]
    if query == "who=bcp":
        assert answer["state"]["who"] == ["Bournemouth, Christchurch and Poole"]


def test_group_of_radio_buttons_is_what_is_invalid(tables):
    page = Page(tables, one=w.RadioButtons(options=["p", "q"], description="One", tooltip="Help"))
    assert page.answer("one=z")["wrong"] == "one"
    form = page.slots("one=z")["controls"]
    group = '<fieldset class="ilacs-checkboxes" role="radiogroup"'
    assert f'{group} aria-describedby="ilacs-one-help ilacs-status" aria-invalid="true">' in form
    assert form.count("aria-invalid") == 1
    assert f'{group} aria-describedby="ilacs-one-help">' in page.slots("one=p")["controls"]


def test_slots_are_the_first_paint_of_what_the_answer_says(page):
    page.show(lambda choice: choice.compared)
    answer, slots = page.answer("la=kent"), page.slots("la=kent")
    tag, html = answer["regions"]["view-1"]
    assert html in slots["view-1"]
    assert f'data-tags>{{"view-1": "{tag}"}}</script>' in slots["view-1"]
    assert 'value="Kent"' in slots["controls"]
    assert answer["status"] in slots["controls"]
    assert answer["status"].startswith(
        "Kent and its 10 statistical neighbours (2025 model), as at "
    )


def test_head_says_how_far_the_data_go_and_a_day_past_it_is_answered_with_that(page):
    slots = page.slots("")
    assert "<strong>Data to 20 August 2026:</strong> all reports" in slots["controls"]
    assert "are not all counted" not in page.answer("as_at=2026-08-20")["status"]
    assert page.answer("as_at=2026-08-21")["status"].endswith(
        "Reports published after 20 August 2026 are not all counted here: an authority may have "
        "been inspected since."
    )


def test_form_has_every_control_by_its_name_and_label(tables):
    page = Page(
        tables,
        a=w.Dropdown(options=["x", "<b>"]),
        b=w.SelectMultiple(options=[str(n) for n in range(20)]),
        c=w.SelectionRangeSlider(options=[1, 2, 3]),
        d=w.Checkbox(description="Only counties"),
        e=w.FloatRangeSlider(),
        f=w.Text(tooltip="Part of a name"),
        g=w.TagsInput(value=["x"]),
        h=w.Dropdown(options=["x"], value=None),
        i=w.Textarea("</textarea><script>"),
        j=w.IntSlider(3, disabled=True),
    )
    form = page.slots("")["controls"]
    for name in page.fields:
        assert f'name="{name}"' in form
    assert '<label for="ilacs-a">A</label>' in form
    assert "<script>" not in form
    assert "<b>" not in form
    assert form.count("<legend>") == 3
    assert '<option value="">Choose…</option>' in form
    assert 'aria-describedby="ilacs-f-help"' in form
    assert "disabled" in form


def test_file_is_made_at_the_press_of_what_is_chosen(page):
    page.download("Download as Excel", lambda choice: (f"{choice.la_code}.xlsx", b"bytes"))
    page.download("Rows", lambda choice: choice.compared[["la_name", "grade"]].head(1))
    assert page.file("la=kent", "download_as_excel") == ("E10000016.xlsx", b"bytes")
    name, data = page.file("la=kent", "rows")
    assert name == "rows.csv"
    assert data.decode("utf-8-sig").splitlines()[1].startswith("Kent,")
    with pytest.raises(UnknownName, match="no such file") as refused:
        page.file("", "../etc/passwd")
    assert "download_as_excel (Download as Excel), rows (Rows)." in str(refused.value)
    page.download("Words", lambda choice: ("a.txt", "£1"))
    assert page.file("", "words") == ("a.txt", "£1".encode())
    page.download("Nothing", lambda choice: choice.compared.info)
    with pytest.raises(IlacsBenchError, match="its name and its bytes or text, not method"):
        page.file("", "nothing")


def test_second_file_of_a_label_is_refused_and_a_cell_run_again_is_not(page):
    def rows(choice):
        return "a.txt", "1"

    page.download("Rows", rows)
    with pytest.raises(IlacsBenchError, match="has a file ‘Rows’ already"):
        page.download("Rows", lambda choice: ("a.txt", "2"))

    def again():
        def rows(choice):
            return "a.txt", "3"

        rows.__qualname__ = page._files["rows"][1].__qualname__
        return rows

    page.download("Rows", again())
    assert page.file("", "rows") == ("a.txt", b"3")


def test_chart_is_a_picture_with_the_date_in_it(page):
    @page.show
    def days(choice):
        return alt.Chart(pd.DataFrame({"n": [choice.top]})).mark_bar().encode(x="n")

    name, data = page.file("top=7", "days", "svg")
    assert name == "suffolk_days_2026-08-20.svg"
    assert b"Chosen on the page: Suffolk and its 10 statistical neighbours" in data
    for chart, kind in (("nights", "svg"), ("days", "gif")):
        with pytest.raises(UnknownName):
            page.file("", chart, kind)


def test_page_says_in_its_own_words_what_is_shown(page):
    @page.status
    def count(choice):
        return f"{choice.top} of 153 councils"

    assert page.answer("top=7")["status"] == "7 of 153 councils"
    assert count


def test_likely_states_are_each_council_and_each_option(page):
    common = list(page.common_states())
    assert common[0] == page.defaults
    assert sum(state["la"] != page.defaults["la"] for state in common) == 152
    assert {state["kind"] for state in common} == {("All",), ("County",)}
    assert all(page.chosen(state) for state in common[-8:])


def test_widgets_stay_as_they_are(page):
    page.answer("la=kent&top=7&area=overall&as_at=2020-01-01")
    assert [field.now() for field in page.fields.values()] == list(page.defaults.values())


@pytest.mark.parametrize("name", ["group", "tables", "compared", "once", "_top"])
def test_name_that_the_page_gives_itself_is_refused(tables, name):
    with pytest.raises(IlacsBenchError, match="Call the control otherwise"):
        Page(tables, la=controls.council(tables), **{name: w.IntSlider()})


def test_two_controls_of_one_label_are_refused():
    one, other = w.Dropdown(options=["a"], description="Kind"), w.Text(description="kind")
    with pytest.raises(IlacsBenchError, match=r"'first' and 'second' have one label, ‘kind’"):
        Page(ib.load(), first=one, second=other)


def test_what_cannot_be_a_control_is_refused_where_it_is_given(tables):
    with pytest.raises(NoControl, match="secret: a Password"):
        Page(tables, secret=w.Password())


def test_page_without_a_council_says_what_it_lacks(tables):
    page = Page(tables, as_at=controls.as_at(tables))
    page.show(lambda choice: choice.compared)
    assert "no control of that name" in html_of(page, "view-1")
    assert page.answer("as_at=2025-03-31")["status"] == "Shown as at 31 March 2025."


def test_served_notebook_has_places_and_one_page(tables, monkeypatch):
    monkeypatch.setenv(SERVED_VARIABLE, "yes")
    monkeypatch.setattr(answers, "_pages", [])
    page = Page(tables)
    assert answers.answering_page() is page
    assert page._repr_mimebundle_()["text/html"] == "<!--slot:controls-->"
    with pytest.raises(TwoPages, match="has one page"):
        Page(tables)
