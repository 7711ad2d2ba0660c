"""A page answers however long it was open, and says at once when it can't any more."""

import pytest
from browser.pages import alive, status_of
from playwright.sync_api import Page, expect

OPEN_FOR = 45_000  # milliseconds: past the first looks for a sign of life, of 30 seconds each


@pytest.mark.long
def test_page_answers_after_most_of_a_minute_idle_or_in_use(context, server):
    idle = alive(context, server, "compare_councils?la=kent")
    used = alive(context, server, "profile?la=kent")
    for council in ("Suffolk", "Kent", "Leeds"):
        choose_council(used, council)
        used.wait_for_timeout(OPEN_FOR / 3)
    for page in (idle, used):
        choose_council(page, "East Sussex")
        with page.expect_download() as download:
            page.locator("button[data-download=extract]").click()
        assert "east_sussex" in download.value.suggested_filename
        assert download.value.path().stat().st_size > 1000
        expect(page.get_by_role("alert")).to_be_hidden()


def test_page_whose_channel_closed_says_so_at_once_and_at_every_choice(context, server):
    context.add_init_script(KEEP_CHANNEL)
    page = alive(context, server, "compare_councils?la=kent")
    page.evaluate("window.channel.close()")
    expect(page.get_by_role("alert")).to_contain_text("gone to sleep")
    for act in (
        lambda: page.get_by_label("Compare with", exact=True).select_option(index=2),
        lambda: page.locator("button[data-download=extract]").click(),
    ):
        status_of(page).evaluate("line => { line.textContent = 'as it was' }")
        act()
        expect(status_of(page)).to_contain_text("reload it")


KEEP_CHANNEL = """
const Native = window.WebSocket;
window.WebSocket = class extends Native {
  constructor(...given) { super(...given); window.channel = this; }
};
"""


def choose_council(page: Page, name: str) -> None:
    field = page.get_by_label("Local authority", exact=True)
    field.fill(name)
    field.press("Enter")
    expect(status_of(page)).to_contain_text(name)
