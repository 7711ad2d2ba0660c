"""The library's notebooks in JupyterLab: an analyst runs all cells, and the views follow."""

import re
import shutil
from collections.abc import Iterator

import httpx
import pytest
from browser.notebooks import (
    NOTEBOOKS,
    OPENED,
    expect_another_day_changes_the_views,
    offline,
    source_of,
)
from live_server import python_server
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ilacs_bench.paths import DATA_VARIABLE, bundled

ALL_CELLS = '{"windowingMode": "none"}'
CONNECTED = """async () => (await (await fetch("/api/kernels")).json())
  .some(kernel => kernel.connections && kernel.execution_state === "idle")"""
IDLE = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
BEGUN = re.compile(r"\[(\*|\d+)\]")
FAILURES = "[data-mime-type='application/vnd.jupyter.stderr']"


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A JupyterLab of its own on copies of the notebooks, without any setting of the user's."""
    folder = tmp_path_factory.mktemp("lab")
    settings = folder / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text(ALL_CELLS)
    (folder / "notebooks").mkdir()
    for name in NOTEBOOKS:
        shutil.copy(bundled("dashboards") / f"{name}.ipynb", folder / "notebooks")
    with python_server(
        "jupyterlab",
        "--allow-root",
        f"--ServerApp.root_dir={folder / 'notebooks'}",
        "--IdentityProvider.token=",
        "--ServerApp.disable_check_xsrf=True",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        probe="/api",
        folder=folder,
        JUPYTER_CONFIG_DIR=str(folder / "config"),
        JUPYTER_DATA_DIR=str(folder / "data"),
        JUPYTERLAB_SETTINGS_DIR=str(folder / "settings"),
        **{DATA_VARIABLE: None},
    ) as url:
        yield url


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with offline(browser) as opened:
        yield opened


@pytest.fixture(params=["council", "find"])
def notebook(request, context: BrowserContext, address: str) -> Iterator[Page]:
    """One of which all cells are run; its kernel ends with the test.

    Two of them, with the most views and the most controls: test_plain_voila.py opens each.
    """
    page = context.new_page()
    page.goto(f"{address}/lab/tree/{request.param}.ipynb?reset", timeout=OPENED)
    page.locator(".jp-Notebook .jp-CodeCell").first.click(timeout=OPENED)
    page.wait_for_function(CONNECTED, timeout=OPENED)
    expect(page.locator(IDLE)).to_be_visible(timeout=OPENED)  # before, nothing would be run
    run_all(page)
    yield page
    page.close()
    for kernel in httpx.get(f"{address}/api/kernels").json():
        httpx.delete(f"{address}/api/kernels/{kernel['id']}")


def run_all(page: Page) -> None:
    """Have all cells run. JupyterLab drops the command while it is still at its start."""
    for last in (False, False, False, True):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
        try:
            expect(page.locator(".jp-InputPrompt", has_text=BEGUN).first).to_be_visible()
        except AssertionError:
            if last:
                raise
        else:
            return


def test_every_cell_runs_and_the_views_follow_a_choice(notebook):
    expect_another_day_changes_the_views(notebook)
    expect(notebook.locator(".jp-InputPrompt", has_text="*")).to_have_count(0, timeout=OPENED)
    assert notebook.locator(FAILURES).all_text_contents() == []


def test_notebooks_of_cells_are_found():
    assert {"council", "find"} <= set(NOTEBOOKS)
    assert all("page.show(" in source_of(bundled("dashboards") / f"{n}.ipynb") for n in NOTEBOOKS)
