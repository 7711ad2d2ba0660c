"""Whatever else a cell shows stands beside the page; a true widget lives in a kernel of its own."""

import base64
import json
import os
import signal

import pytest
from browser.pages import alive, status_of
from live_server import live_server, served_folder, wait_until
from playwright.sync_api import expect
from serve.conftest import write_notebook

OUTPUTS = """
import pathlib
import pandas as pd
from IPython.display import HTML, SVG, Image, Markdown, display

square = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>'
plot = pathlib.Path("dot.png").read_bytes()
display(Markdown("*Markdown*"), HTML("<u>HTML</u>"), SVG(square), Image(data=plot))
print("Printed <words>")
pd.DataFrame({"town": ["Hove"]})
"""
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PAGE = """
import ilacs_bench as ib
from ilacs_bench.dashboard import Page, controls
from ilacs_bench.dashboard.pages import council

tables = ib.load()
page = Page(tables, la=controls.council(tables))
display(page)
page.show(council.own_inspection)
"""
SLIDER = """
import ipywidgets as w

slider, told = w.IntSlider(description="Level", value=3), w.Label("untouched")
slider.observe(lambda change: setattr(told, "value", f"Python has {change['new']}"), "value")
w.VBox([slider, told])
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    (folder / "dot.png").write_bytes(base64.b64decode(DOT))
    write_notebook(folder / "plain.ipynb", OUTPUTS, PAGE, OUTPUTS)
    write_notebook(folder / "slider.ipynb", PAGE, SLIDER, OUTPUTS)
    with live_server(served_folder(), notebooks=folder) as running:
        yield running


def expect_other_outputs(page, times):
    for shown in ("em:text('Markdown')", "u:text('HTML')", "pre:text('Printed <words>')"):
        expect(page.locator(shown)).to_have_count(times)
    expect(page.locator("td:text('Hove')")).to_have_count(times)
    expect(page.locator("img[src^='data:image/png']")).to_have_count(times)


def choose(page, council):
    field = page.get_by_label("Local authority", exact=True)
    field.fill(council)
    field.press("Enter")
    expect(status_of(page)).to_contain_text(council)


def test_other_outputs_stand_beside_the_page_and_stay(context, server):
    page = alive(context, server, "plain?la=kent")
    expect_other_outputs(page, 2)
    choose(page, "Suffolk")
    expect_other_outputs(page, 2)
    assert page.evaluate("performance.getEntriesByType('resource').length") < 12


@pytest.fixture
def voila_warns(seen):
    """Voilà's script says that it is of an older JupyterLab, and that its kernel is gone."""
    yield
    expected = ("satisf", "Connection lost")
    seen.errors[:] = [each for each in seen.errors if not any(word in each for word in expected)]


def kernel_of(page):
    return json.loads(page.locator("#jupyter-config-data").first.text_content())["kernelId"]


def test_true_widget_works_beside_a_page_that_needs_no_kernel(context, server, voila_warns):
    page = alive(context, server, "slider?la=kent")
    handle = page.locator(".noUi-handle").first
    expect(handle).to_be_visible()  # Voilà moves what is on the page meanwhile
    choose(page, "Suffolk")
    handle.press("ArrowRight")
    expect(page.get_by_text("Python has 4")).to_be_visible()
    choose(page, "Leeds")
    expect(page.get_by_text("Python has 4")).to_be_visible()
    expect_other_outputs(page, 1)
    expect(page.get_by_role("alert")).to_be_hidden()
    kernel_id = kernel_of(page)
    assert server.kernel(kernel_id)
    context.unroute_all()  # the goodbye would be held up, and lost with the page
    page.close(run_before_unload=True)
    wait_until(lambda: server.kernel(kernel_id) is None, patience=20)


def test_lost_kernel_is_said_and_the_page_goes_on(context, server, voila_warns):
    page = alive(context, server, "slider?la=kent")
    expect(page.locator(".noUi-handle")).to_be_visible()
    os.kill(server.kernel(kernel_of(page)), signal.SIGKILL)
    expect(page.get_by_role("alert")).to_contain_text("has stopped")
    choose(page, "Suffolk")
