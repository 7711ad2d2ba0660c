"""A page answers however long it was open, and goes on when its server was away."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest
from browser.conftest import SHOWN
from browser.pages import OPENED, alive, status_of
from live_server import PATIENCE, LiveServer, free_port, live_server, served_folder
from playwright.sync_api import BrowserContext, Page, Route, expect

from ilacs_bench.paths import bundled

SOON = """
from ilacs_bench.serve import dispatcher, server
server.LONGEST_SILENCE, dispatcher._CALM_SECONDS = 1.0, 0.5
"""
"""Connections are closed and workers that are not needed end after a second, not a minute."""
OPEN_FOR = 4_000  # milliseconds


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """One page: a server of all takes three times as long to start."""
    made = tmp_path_factory.mktemp("notebooks")
    shutil.copy(bundled("dashboards", "council.ipynb"), made)
    return made


@pytest.fixture(scope="module")
def server(folder) -> Iterator[LiveServer]:
    with live_server(served_folder(), notebooks=folder, before=SOON) as running:
        yield running


def test_page_answers_when_its_connection_was_closed_long_ago(context, server):
    idle = alive(context, server, "council?la=kent")
    used = alive(context, server, "council?la=kent&to=region")
    for council in ("Suffolk", "Kent"):
        choose_council(used, council)
        used.wait_for_timeout(OPEN_FOR / 2)
    for page in (idle, used):
        choose_council(page, "East Sussex")
        with page.expect_download() as download:
            page.locator("button[data-download=excel]").click()
        assert "east_sussex" in download.value.suggested_filename
        assert download.value.path().stat().st_size > 1000
        expect(status_of(page)).to_have_text(f"Downloaded {download.value.suggested_filename}")
        expect(page.get_by_role("alert")).to_be_hidden()


def test_page_says_at_once_that_its_server_is_away_and_goes_on_when_it_is_back(
    context: BrowserContext, seen, folder
):
    served = partial(live_server, served_folder(), notebooks=folder, port=free_port())
    with served() as server:
        expect_answer(server)
        page = alive(context, server, "council?la=kent")
    with served() as server:  # nobody asked meanwhile
        expect_answer(server)
        choose_council(page, "Suffolk", patience=OPENED)
        expect(page.get_by_role("alert")).to_be_hidden()
    # Whatever is asked of it says so, and is not forgotten.
    page.locator("button[data-download=excel]").click()
    expect(status_of(page)).to_contain_text("does not answer just now")
    choose_council(page, "Kent", "does not answer just now")
    choose_council(page, "Leeds", "does not answer just now")
    with served() as server:
        expect_answer(server)
        expect(status_of(page)).to_contain_text("Leeds and its", timeout=OPENED)
        expect(page.locator("[aria-busy]")).to_have_count(0)
        choose_council(page, "Dorset")
    seen.errors.clear()  # a browser reports each request to a server that is gone


def test_page_that_is_asked_to_come_again_does_so_and_says_nothing(context, server, seen):
    page = alive(context, server, "council?la=kent")
    asked = []

    def refuse_twice(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 2:
            route.continue_()
        else:
            route.fulfill(status=503, headers={"Retry-After": "0.1"}, body="Very many ask at once.")

    page.route("**/answer?*", refuse_twice)
    said = page.evaluate_handle(
        """() => {
          const said = [], line = document.querySelector("[data-status]");
          const hear = new MutationObserver(() => said.push(line.textContent));
          hear.observe(line, { childList: true });
          return said;
        }"""
    )
    choose_council(page, "Suffolk")
    assert len(asked) == 3
    assert len(set(asked)) == 1
    assert all(words.startswith("Suffolk and its") for words in said.json_value())
    seen.errors.clear()  # a browser reports each refusal


def test_answer_that_breaks_off_is_asked_for_again(context, server):
    page = alive(context, server, "council?la=kent")
    page.evaluate(
        """() => {
          const fetched = window.fetch;
          window.fetch = async (...asked) => {
            const answer = await fetched(...asked);
            window.fetch = fetched;
            const half = (await answer.text()).slice(0, 100);
            return new Response(new ReadableStream({
              start(to) { to.enqueue(new TextEncoder().encode(half)); },
              pull(to) { to.error(new TypeError("network error")); },
            }), answer);
          };
        }"""
    )
    choose_council(page, "Suffolk", "Suffolk and its")
    expect(page.locator("[aria-busy]")).to_have_count(0)


def expect_answer(server: LiveServer) -> None:
    """Wait for one: to start takes longer on a busy machine than anything else here."""
    assert httpx.get(f"{server.url}/council?la=dorset", timeout=PATIENCE).is_success


def choose_council(page: Page, name: str, said: str = "", patience: float = SHOWN) -> None:
    field = page.get_by_label("Local authority", exact=True)
    field.fill(name)
    field.press("Enter")
    expect(status_of(page)).to_contain_text(said or name, timeout=patience)
