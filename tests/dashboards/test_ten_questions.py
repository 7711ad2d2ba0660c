"""The ten questions of a board, each for three councils, as the pages answer at their addresses."""

from copy import copy
from functools import cache
from urllib.parse import parse_qs, urlencode

import pytest
from bs4 import BeautifulSoup
from notebook_pages import bundled_pages
from ten_questions import COUNCILS, MOST_STEPS, QUESTIONS, words_of

from ilacs_bench.paths import slug


class Reader:
    """Somebody who reads pages without a browser; see `ten_questions.Director`."""

    def __init__(self, pages, council: str) -> None:
        self.pages, self.steps = pages, 0
        self._open(f"council?la={slug(council)}")

    def follow(self, words: str) -> None:
        link = next(each for each in self.page.find_all("a") if words in words_of(each))
        self._step()
        here = self.address.partition("?")[0]
        to = link["href"].partition("#")[0]
        self._open(f"{here}{to}" if to.startswith("?") else to)

    def choose(self, label: str, value: str) -> None:
        name = next(
            self.page.find(id=each["for"])["name"]
            for each in self.page.find_all("label", attrs={"for": True})
            if words_of(each) == label
        )
        self._step()
        page, _, query = self.address.partition("?")
        self._open(f"{page}?{urlencode(parse_qs(query) | {name: [value]}, doseq=True)}")

    def unfold(self, words: str) -> None:
        self._step()
        fold = next(each for each in self.page.find_all("summary") if words in words_of(each))
        place = fold.parent.select_one("[data-fold]")
        page, _, query = self.address.partition("?")
        html = self.pages[page].fold(query, place["data-fold"])["html"]
        self.page = copy(self.page)  # other questions read the same
        place = self.page.find(attrs={"data-fold": place["data-fold"]})
        place.append(BeautifulSoup(html, "html.parser"))

    def copy(self, name: str) -> str:
        self._step()
        return self.page.find("button", attrs={"aria-label": name})["data-copy"]

    def take(self, button: str) -> tuple[str, bytes]:
        self._step()
        buttons = self.page.find_all("button", attrs={"data-download": True})
        (name,) = (each["data-download"] for each in buttons if words_of(each) == button)
        page, _, query = self.address.partition("?")
        return self.pages[page].file(query, name)

    def _step(self) -> None:
        self.steps += 1
        assert self.steps <= MOST_STEPS

    def _open(self, address: str) -> None:
        self.address = address
        self.page = read(address.partition("#")[0])


@cache
def read(address: str) -> BeautifulSoup:
    """What a page holds at an address; many questions begin at the same."""
    page, _, query = address.partition("?")
    return BeautifulSoup("".join(bundled_pages()[page].slots(query).values()), "html.parser")


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.__name__)
def test_the_pages_say_what_the_library_says(question, council):
    pages = bundled_pages()
    question(Reader(pages, council), pages["council"].tables, council)
