"""The pages of cells in JupyterLab: an analyst runs all cells, chooses, and the views follow."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from live_server import PATIENCE, REPOSITORY, free_port, wait_until
from playwright.sync_api import Browser, Page, Route, expect

from ilacs_bench.dashboard.served import DATA_VARIABLE
from ilacs_bench.paths import bundled

OPENED = 90_000  # milliseconds: JupyterLab loads, and starts a kernel


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A JupyterLab of its own on copies of the notebooks, without any setting of the user's."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "notebooks").mkdir()
    for name in ("council", "find"):
        shutil.copy(bundled("dashboards") / f"{name}.ipynb", folder / "notebooks")
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != DATA_VARIABLE}
    environment |= {
        "PYTHONPATH": str(REPOSITORY),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
    }
    settings = [
        f"--ServerApp.root_dir={folder / 'notebooks'}",
        "--IdentityProvider.token=",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    lab = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    process = subprocess.Popen([*lab, *settings], env=environment, cwd=folder)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: _answers(f"{url}/api"))
        yield url
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


@pytest.fixture
def notebook(browser: Browser, address: str) -> Iterator:
    """Opens a notebook and runs all of its cells, in a browser without an internet."""
    context = browser.new_context(viewport={"width": 1366, "height": 1400})

    def stay_inside(route: Route) -> None:
        here = route.request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
        route.continue_() if here else route.abort()

    context.route("**/*", stay_inside)

    def run_all(name: str) -> Page:
        page = context.new_page()
        page.goto(f"{address}/lab/tree/{name}.ipynb?reset", timeout=OPENED)
        page.locator(".jp-Notebook .jp-CodeCell").first.click(timeout=OPENED)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
        return page

    yield run_all
    context.close()


def test_our_council_follows_the_box_after_enter(notebook):
    page = notebook("council")
    council = page.get_by_role("combobox", name="Local authority")
    council.fill("suffolk", timeout=OPENED)
    council.press("Enter")
    said = page.locator(".ilacs-status").first
    expect(said).to_contain_text("Suffolk and its 10 statistical neighbours", timeout=OPENED)
    expect(page.locator(".ilacs-card")).to_have_count(4)
    page.get_by_label("Compare with").select_option("England")
    expect(said).to_contain_text("152 other local authorities of England")


def test_find_councils_follows_its_filters(notebook):
    page = notebook("find")
    page.get_by_role("combobox", name="Ofsted region").select_option("South West", timeout=OPENED)
    said = page.locator(".ilacs-status").first
    expect(said).to_contain_text("local authorities: Ofsted region: South West", timeout=OPENED)
    expect(page.locator(".ilacs-sorted tbody tr").first).to_be_visible()
