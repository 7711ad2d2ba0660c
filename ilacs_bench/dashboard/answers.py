"""What a served page must be able to say: the interface between the server and a notebook's page.

A notebook makes at most one answering page. The process that ran the notebook answers for it over
HTTP, for any visitor: every method is a function of the address alone and changes nothing that
another visitor could see.
"""

import re
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, NotRequired, Protocol, TypedDict

from ilacs_bench.dashboard.state import State
from ilacs_bench.errors import IlacsBenchError

_SLOT = re.compile(r"<!--slot:([\w-]+)-->")


class Answer(TypedDict):
    """Everything that is shown at an address; where it can't be shown, why, and ways on.

    status    words of the status line
    is_error  whether the words are a refusal: nothing that was shown before stays, no file is made
    wrong     name of the control that asked for what can't be shown; '' where it was none
    state     values of each control, as they were understood
    address   the address of the state, from its '?'; '' for the defaults
    regions   tag and HTML of each part by its name; a part with the same tag is left as it is
    charts    each chart by its name, as `page_chart.spec_parts` gives it
    """

    status: str
    is_error: bool
    wrong: NotRequired[str]
    state: NotRequired[dict[str, list[str]]]
    address: NotRequired[str]
    regions: NotRequired[dict[str, list[str]]]
    charts: NotRequired[dict[str, dict[str, Any]]]


class Unfolded(TypedDict):
    """What is in a fold: its HTML, and its charts by their names, as those of an answer."""

    html: str
    charts: dict[str, dict[str, Any]]


class Answering(Protocol):
    """A page that answers for any address; `query` is what stands in it behind the '?'."""

    @property
    def defaults(self) -> State:
        """Every control by its name, with the values that stand where the address names none."""

    def common_states(self) -> Iterable[State]:
        """States that many will ask for: their answers are made while nobody asks."""

    def answer(self, query: str) -> Answer:
        """What is shown at an address. What can't be shown is said in the answer."""

    def fold(self, query: str, name: str) -> Unfolded:
        """What is in the fold `name` at an address. Raises as `file` does."""

    def slots(self, query: str) -> Mapping[str, str]:
        """HTML by name for the places that the notebook's outputs hold with `slot(name)`.

        Where an address can't be shown: the form as it was asked, the reason in the status line,
        and links to what can be shown instead.
        """

    def file(self, query: str, name: str, kind: str | None = None) -> tuple[str, bytes]:
        """File name and bytes of a download, or of the chart `name` as a picture of a `kind`.

        Raises UnknownName for what the page does not offer at this address, and IlacsBenchError,
        in words to read, where it can't be made.
        """


class TwoPages(IlacsBenchError):
    """A notebook made a second page."""


_pages: list[Answering] = []
_notebook = ""
"""File name of the notebook that is run."""


def begin_notebook(file_name: str) -> None:
    """Let pages made from here on be of this notebook: what one made is not the next one's."""
    global _notebook
    take_page()
    _notebook = file_name


def notebook_name() -> str:
    """File name of the notebook that is run, for the log; '' where this process runs none."""
    return _notebook


def register(page: Answering) -> None:
    """Let the process of this notebook answer with `page`. Raises TwoPages for a second one.

    Call it where the page is served only: in JupyterLab a cell may be run again.
    """
    if _pages:
        raise TwoPages(
            "A notebook has one page: put all controls and views on the one that is there."
        )
    _pages.append(page)


def answering_page() -> Answering | None:
    """The page that this process answers with; None where its notebook made none."""
    return _pages[0] if _pages else None


def take_page() -> Answering | None:
    """The same; after this there is none, so that the process can run another notebook."""
    global _notebook
    page = answering_page()
    _pages.clear()
    _notebook = ""
    return page


def slot(name: str) -> str:
    """HTML that holds a place in a cell's output for what differs with the address.

    >>> slot("controls")
    '<!--slot:controls-->'
    """
    return f"<!--slot:{name}-->"


def fill_slots(html: str, slots: Mapping[str, str]) -> str:
    """HTML with its places filled; one that nothing is for stays empty.

    >>> fill_slots("<main><!--slot:a--><!--slot:b--></main>", {"a": "<p>A</p>"})
    '<main><p>A</p></main>'
    """
    return _SLOT.sub(lambda found: slots.get(found[1], ""), html)


def tag_of(text: str) -> str:
    """A few letters that change with a text."""
    return f"{zlib.crc32(text.encode()):08x}"


def tagged(regions: Mapping[str, str]) -> dict[str, list[str]]:
    """Regions as an answer has them: each with a tag that changes with its HTML."""
    return {name: [tag_of(html), html] for name, html in regions.items()}
