"""A page of an analyst on our server, in the folder given to --pages: every kind of cell stands."""

import re
from collections.abc import Iterator

import httpx
import nbformat
import pytest
from analyst_notebook import CELLS, write_analyst_notebook
from browser.pages import alive, barriers, expect_alive, status_of
from browser.test_access import expect_nothing_lost
from live_server import LiveServer, live_server, served_folder
from playwright.sync_api import BrowserContext, Page, expect

EVERY_CONTROL = """
page = Page(
    tables,
    word=w.Text(description="Word", tooltip="Any word"),
    number=w.BoundedIntText(3, min=0, max=9, description="Number"),
    share=w.FloatText(0.1, description="Share"),
    ours=w.Checkbox(description="Only ours"),
    several=w.SelectMultiple(options=[f"b {n}" for n in range(20)], description="Several"),
    one=w.RadioButtons(options=["p", "q"], description="One"),
    years=w.SelectionRangeSlider(options=[2020, 2021, 2022], index=(0, 1), description="Years"),
    ages=w.IntRangeSlider(value=(2, 5), min=0, max=18, description="Ages"),
    tags=w.TagsInput(value=["x"], description="Tags"),
    notes=w.Textarea("words", description="Notes"),
    day=w.DatePicker(description="Day"),
    hour=w.TimePicker(description="Hour"),
    colour=w.ColorPicker(value="#0f5b54", description="Colour"),
    place=w.Combobox(options=["Hove"], description="Place"),
    whom=w.Dropdown(options=["x"], value=None, description="Whom"),
)
told = ("word", "number", "share", "ours", "several", "one", "years", "tags")
page.status(lambda choice: " ".join(str(getattr(choice, name)) for name in told))
page
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Pages of one's own: one of every kind of cell, one that fails, one with a true widget."""
    folder = tmp_path_factory.mktemp("pages")
    write_analyst_notebook(folder, "our_waits")
    imports = CELLS[1].partition("page = ")[0]
    write_analyst_notebook(folder, "controls", ["# Controls", imports + EVERY_CONTROL])
    write_analyst_notebook(folder, "failing", ["# It fails", "1 / 0"])
    write_analyst_notebook(
        folder, "widgets", [*CELLS[:2], "w.HTML('<b>a true widget</b>')", *CELLS[3:5]]
    )
    return folder


@pytest.fixture(scope="module")
def own_server(folder) -> Iterator[LiveServer]:
    with live_server(served_folder(), pages=folder) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext, own_server: LiveServer) -> Page:
    """The page of an analyst, ready for use."""
    opened = alive(context, own_server, "our_waits")
    expect(opened.locator("[data-chart=waits] svg")).to_be_visible()
    return opened


def chosen(page: Page, name: str) -> None:
    council = page.get_by_role("combobox", name="Local authority")
    council.fill(name)
    council.press("Enter")


def test_it_stands_in_the_menu_by_its_first_heading(page):
    menu = page.get_by_role("navigation", name="Pages")
    expect(menu.get_by_role("link").last).to_have_attribute("data-page", "widgets")
    current = menu.locator("[aria-current=page]")
    expect(current).to_have_text("Waits of our group")
    expect(page).to_have_title(re.compile("Waits of our group"))


def test_cells_of_every_kind_stand_beside_the_page_and_do_not_disturb_it(page):
    def others_stand():
        expect(page.locator("table.dataframe")).to_be_visible()
        expect(page.get_by_text("printed words")).to_be_visible()
        expect(page.get_by_text("Marked down")).to_be_visible()
        expect(page.get_by_text("Plain HTML")).to_be_visible()
        expect(page.locator("img[src^='data:image/png']")).to_be_visible()

    others_stand()
    for width in (1366, 400):
        page.set_viewport_size({"width": width, "height": 900})
        expect_nothing_lost(page)
    chosen(page, "kent")
    expect(status_of(page)).to_contain_text("Kent and its 10 statistical")
    expect(page.locator(".ilacs-own").first).to_contain_text("Kent")
    expect(page).to_have_url(re.compile(r"our_waits\?la=kent$"))
    others_stand()


def test_own_filter_changes_the_chart_in_five_lines(page):
    bars = page.locator("[data-chart=waits] .mark-rect path")
    names = page.locator("[data-chart=waits] .role-axis-label")
    expect(bars).to_have_count(5)
    before = names.all_text_contents()
    page.get_by_label("Type of the waits").select_option("London borough")
    expect(page).to_have_url(re.compile(r"kind=London\+borough$"))
    expect(bars).to_have_count(5)
    assert names.all_text_contents() != before
    slider = page.get_by_label("How many")
    slider.focus()
    slider.press("ArrowLeft")
    expect(bars).to_have_count(4)
    expect(page.locator(".ilacs-slid")).to_have_text("4")


def test_chart_has_its_figures_and_pictures(page):
    page.get_by_text("Show as table").click()
    figures = page.get_by_role("region", name="Days since the last inspection: figures")
    expect(figures.locator("tbody tr")).to_have_count(5)
    drawing = page.locator("[data-chart=waits] [aria-roledescription=visualization]")
    expect(drawing).to_have_attribute("aria-label", "Days since the last inspection.")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save chart as PNG").click()
    assert saved.value.suggested_filename == "suffolk_days_since_the_last_inspection_2026-08-20.png"


def test_table_is_sorted_narrowed_and_saved(page, tmp_path):
    rows = page.get_by_role("region", name="Grades of the group").locator("tbody tr")
    page.get_by_label("Find in this table").fill("leaders")
    expect(page.locator("[data-count]:visible")).to_have_text("11 of 44 rows")
    region = page.get_by_role("region", name="Grades of the group")
    region.get_by_role("button", name="Age").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    saved.value.save_as(tmp_path / "rows.csv")
    lines = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "GSS code,Local authority,Judgement,Grade,Age (days)"
    ages = [int(line.rpartition(",")[2]) for line in lines[1:]]
    assert len(ages) == 11
    assert ages == sorted(ages)
    expect(rows.locator("visible=true")).to_have_count(11)


def test_what_cannot_be_chosen_leaves_the_reason_and_the_way_on(page):
    chosen(page, "Kensingtn")
    expect(status_of(page)).to_contain_text("We can’t find")
    expect(page.locator(".ilacs-view")).to_have_count(0)
    expect(page.get_by_role("button", name="Rows")).to_have_count(0)
    page.get_by_role("link", name=re.compile("^Kensington and Chelsea")).click()
    expect(status_of(page)).to_contain_text("Kensington and Chelsea and its")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Rows").click()
    assert saved.value.suggested_filename == "E09000020.txt"


def test_mistake_in_a_view_is_a_sentence_in_its_place(page):
    expect(page.get_by_text("this page has no control of that name")).to_be_visible()


@pytest.mark.parametrize("width", [1366, 400])
def test_every_kind_of_control_is_for_every_reader(context, own_server, width):
    page = alive(context, own_server, "controls")
    page.set_viewport_size({"width": width, "height": 900})
    assert barriers(page) == {}
    expect_nothing_lost(page)
    for label, value in (("Word", "tea"), ("Number", "7"), ("Share", "0.5")):
        field = page.get_by_label(label, exact=True)
        field.fill(value)
        field.press("Tab")
        expect(status_of(page)).to_contain_text(value)
    page.get_by_label("Only ours").check()
    page.get_by_label("b 7", exact=True).check()
    page.get_by_label("q", exact=True).check()
    page.get_by_label("to").first.select_option("2022")
    tags = page.get_by_label("Tags")
    tags.fill("milk, sugar")
    tags.press("Tab")
    for word in ("True", "('b 7',)", " q ", "(2020, 2022)", "('milk', 'sugar')"):
        expect(status_of(page)).to_contain_text(word)
    expect(tags).to_have_value("milk, sugar")
    expect(page.get_by_label("to").first).to_have_value("2022")
    page.reload()
    expect_alive(page)
    for word in ("tea", "(2020, 2022)", "('milk', 'sugar')"):
        expect(status_of(page)).to_contain_text(word)


def test_page_with_everything_on_it_has_no_barrier_but_those_of_other_cells(page):
    of_others = {"image-alt": {"enabled": False}, "empty-table-header": {"enabled": False}}
    assert barriers(page, {"rules": of_others}) == {}


def test_true_widget_and_page_stand_beside_each_other(own_server, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{own_server.url}/widgets", timeout=60_000)
    expect_alive(page)
    expect(page.get_by_text("a true widget")).to_be_visible(timeout=60_000)
    chosen(page, "kent")
    expect(status_of(page)).to_contain_text("Kent and its 10 statistical")
    context.close()


def test_file_has_an_address_for_other_programs(own_server):
    told = httpx.get(f"{own_server.url}/our_waits/file/rows?la=kent", timeout=60)
    assert (told.status_code, told.text) == (200, "rows")
    assert "E10000016.txt" in told.headers["Content-Disposition"]


def test_notebook_that_fails_is_a_calm_page_and_the_others_stand(own_server):
    failed = httpx.get(f"{own_server.url}/failing", timeout=60)
    assert failed.status_code == 500
    assert "The notebook of this page failed" in failed.text
    assert "code cell 1, ‘1 / 0’: ZeroDivisionError" in failed.text  # for whoever writes it
    assert "Traceback" not in failed.text


def test_change_of_a_notebook_shows_without_a_restart(context, own_server, folder):
    write_analyst_notebook(folder, "changing", ["# As it was", *CELLS[1:2]])
    page = alive(context, own_server, "changing")
    path = folder / "changing.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = "# As it is"
    notebook.cells.append(nbformat.v4.new_code_cell("page.show(lambda choice: '**Added**')"))
    nbformat.write(notebook, path)
    page.reload()
    expect_alive(page)
    expect(page.get_by_role("heading", name="As it is")).to_be_visible()
    expect(page.get_by_text("Added", exact=True)).to_be_visible()
