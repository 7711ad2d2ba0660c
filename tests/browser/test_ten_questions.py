"""The ten questions of a board answered by keyboard alone, each for one council.

What is said to each council: tests/dashboards/test_ten_questions.py.
"""

import pytest
from browser.pages import OPENED, alive, expect_alive, status_of, wait_until
from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page, expect
from ten_questions import COUNCILS, MOST_STEPS, QUESTIONS

MOST_TABS, AT_ONCE = 400, 8
IS_AT_REST = "document.querySelector('.ilacs-live:not([aria-busy])')"
NOTE_WHEN_REACHED = """target => {
  target.wasReached = false;
  target.addEventListener("focus", () => { target.wasReached = true; });
}"""


class Typist:
    """Somebody at a keyboard; see `ten_questions.Director`."""

    def __init__(self, shown: Page, council: str) -> None:
        self.shown, self.steps = shown, 0
        box = shown.get_by_label("Local authority", exact=True)
        self._to(box)
        shown.keyboard.type(council)
        shown.keyboard.press("Enter")
        expect(shown.get_by_role("heading", level=1)).to_have_text(council)

    @property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.shown.content(), "html.parser")

    def follow(self, words: str) -> None:
        link = self.shown.locator("main").get_by_role("link", name=words).first
        if link.get_attribute("data-set"):
            self._changed(lambda: self._press(link))
            return
        place = self.shown.url.partition("?")[0]
        self._press(link)
        self.shown.wait_for_url(lambda url: url.partition("?")[0] != place, timeout=OPENED)
        expect_alive(self.shown)

    def choose(self, label: str, value: str) -> None:
        self._step()
        field = self.shown.get_by_label(label, exact=True)
        self._to(field)
        if field.get_attribute("type") == "date":
            year, month, day = value.split("-")
            self.shown.keyboard.type(f"{day}{month}{year}")
            if field.input_value() != value:  # a browser in American English
                self.shown.keyboard.press("ArrowLeft")
                self.shown.keyboard.press("ArrowLeft")
                self.shown.keyboard.type(f"{month}{day}{year}")
            asked = f"value => location.search.includes(value) && !!{IS_AT_REST}"
            wait_until(self.shown, asked, value)
            return
        words = field.locator(f"option[value={value}]").inner_text()
        self._changed(lambda: self.shown.keyboard.type(words))

    def unfold(self, words: str) -> None:
        fold = self.shown.locator("summary", has_text=words)
        if fold.locator("..").get_attribute("open") is None:  # a link to it unfolds it
            self._press(fold)
        expect(fold.locator("..")).to_have_attribute("open", "")
        expect(fold.locator("~ [data-fold]")).not_to_be_empty()

    def copy(self, name: str) -> str:
        self._press(self.shown.get_by_role("button", name=name, exact=True))
        expect(status_of(self.shown)).to_have_text("The sentence is copied.")
        return self.shown.evaluate("navigator.clipboard.readText()")

    def take(self, button: str) -> tuple[str, bytes]:
        with self.shown.expect_download() as download:
            self._press(self.shown.get_by_role("button", name=button, exact=True))
        return download.value.suggested_filename, download.value.path().read_bytes()

    def _press(self, target: Locator) -> None:
        self._step()
        self._to(target)
        self.shown.keyboard.press("Enter")

    def _step(self) -> None:
        self.steps += 1
        assert self.steps <= MOST_STEPS

    def _changed(self, change) -> None:
        """Do what asks for an answer, and wait until it stands in the page."""
        was = self.shown.locator(".ilacs-live").get_attribute("data-shown")
        change()
        wait_until(self.shown, f"was => {IS_AT_REST}?.dataset.shown > was", was or "0")

    def _to(self, target: Locator) -> None:
        """By the Tab key, some at once, and back where that was too far."""
        keys = self.shown.keyboard
        target.evaluate(NOTE_WHEN_REACHED)
        for _ in range(MOST_TABS // AT_ONCE):
            for _ in range(AT_ONCE):
                keys.press("Tab")
            if target.evaluate("target => target.wasReached"):
                break
        for _ in range(AT_ONCE):
            if target.evaluate("target => target === document.activeElement"):
                return
            keys.press("Shift+Tab")
        pytest.fail("the Tab key does not lead there")


@pytest.mark.parametrize("n", range(len(QUESTIONS)), ids=[each.__name__ for each in QUESTIONS])
def test_answer_is_found_by_keyboard_alone(context, server, tables, n):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    council = COUNCILS[n % len(COUNCILS)]
    QUESTIONS[n](Typist(alive(context, server, "council"), council), tables, council)
