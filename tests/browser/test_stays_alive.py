"""A page answers however long it was open, and goes on when its server was away."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from browser.pages import alive, status_of
from live_server import LiveServer, free_port, live_server, served_folder
from playwright.sync_api import BrowserContext, Page, Route, expect

OPEN_FOR = 45_000  # milliseconds


@pytest.mark.long
def test_page_answers_after_most_of_a_minute_idle_or_in_use(context, server):
    idle = alive(context, server, "council?la=kent")
    used = alive(context, server, "council?la=kent&to=region")
    for council in ("Suffolk", "Kent", "Leeds"):
        choose_council(used, council)
        used.wait_for_timeout(OPEN_FOR / 3)
    for page in (idle, used):
        choose_council(page, "East Sussex")
        with page.expect_download() as download:
            page.locator("button[data-download=excel]").click()
        assert "east_sussex" in download.value.suggested_filename
        assert download.value.path().stat().st_size > 1000
        expect(status_of(page)).to_have_text(f"Downloaded {download.value.suggested_filename}")
        expect(page.get_by_role("alert")).to_be_hidden()


@pytest.fixture
def port() -> int:
    return free_port()


@contextmanager
def served(port: int) -> Iterator[LiveServer]:
    with live_server(served_folder(), port=port) as running:
        yield running


def test_page_says_at_once_that_its_server_is_away_and_goes_on_when_it_is_back(
    context: BrowserContext, seen, port
):
    with served(port) as server:
        page = alive(context, server, "council?la=kent")
    # Whatever is asked of it says so, and is not forgotten.
    page.locator("button[data-download=excel]").click()
    expect(status_of(page)).to_contain_text("does not answer just now")
    choose_council(page, "Suffolk", "does not answer just now")
    choose_council(page, "Leeds", "does not answer just now")
    with served(port):
        expect(status_of(page)).to_contain_text("Leeds and its")
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


def test_restart_of_the_server_is_nothing_to_a_page(context, port):
    with served(port) as server:
        page = alive(context, server, "council?la=kent&to=region")
    with served(port):
        choose_council(page, "Suffolk")
        expect(page.get_by_role("alert")).to_be_hidden()


def choose_council(page: Page, name: str, said: str = "") -> None:
    field = page.get_by_label("Local authority", exact=True)
    field.fill(name)
    field.press("Enter")
    expect(status_of(page)).to_contain_text(said or name)
