"""The interface between the server and a notebook's page: what each page must answer.

A notebook makes at most one page. The process that ran the notebook answers HTTP requests for it,
for all visitors: every method depends on the address alone and has no side effect that another
visitor could see.
"""

import re
import zlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NotRequired, Protocol, TypedDict

from ilacs_bench.dashboard.state import State
from ilacs_bench.errors import IlacsBenchError

_SLOT = re.compile(r"<!--slot:([\w-]+)-->")


class Answer(TypedDict):
    """Everything that a page shows at an address, or why it can't be shown and what to try instead.

    status    text of the status line
    is_error  whether the status is an error: earlier content is removed, and no file is offered
    asks      whether nothing is wrong: only a council has not been chosen yet
    wrong     name of the control with the invalid value; '' for none
    state     values of each control, as they were parsed
    address   the address of the state, from its '?'; '' for the defaults
    regions   tag and HTML of each part by name; the browser keeps a part whose tag is the same
    charts    each chart by name, as returned by `page_chart.spec_parts`
    """

    status: str
    is_error: bool
    asks: NotRequired[bool]
    wrong: NotRequired[str]
    state: NotRequired[dict[str, list[str]]]
    address: NotRequired[str]
    regions: NotRequired[dict[str, list[str]]]
    charts: NotRequired[dict[str, dict[str, Any]]]


class Unfolded(TypedDict):
    """The content of a fold: its HTML, and its charts by name, as in an Answer."""

    html: str
    charts: dict[str, dict[str, Any]]


class Answering(Protocol):
    """A page that answers for any address; `query` is the part of the address after '?'."""

    @property
    def defaults(self) -> State:
        """The default values of every control, by name."""

    @property
    def councils(self) -> Collection[str]:
        """Names of the controls that choose a local authority, by any spelling of its name."""

    def common_states(self) -> Iterable[State]:
        """States that many visitors ask for; their answers are prepared in idle time."""

    def answer(self, query: str) -> Answer:
        """Return what is shown at an address. Errors are part of the Answer."""

    def fold(self, query: str, name: str) -> Unfolded:
        """Return the content of the fold `name` at an address. Raises as `file` does."""

    def slots(self, query: str) -> Mapping[str, str]:
        """Return HTML by name for the placeholders that the outputs hold (`slot(name)`).

        If an address can't be shown, they are the form as submitted, the reason in the status line,
        and links to what can be shown instead.
        """

    def file(self, query: str, name: str, kind: str | None = None) -> tuple[str, bytes]:
        """Return file name and bytes of a download, or of the chart `name` as an image (`kind`).

        Raises UnknownName for what the page does not offer at this address, and IlacsBenchError,
        with a message for the reader, where the file can't be made.
        """


class TwoPages(IlacsBenchError):
    """Raised when a notebook makes a second page."""


_pages: list[Answering] = []
_notebook = ""
"""File name of the notebook being run."""


def begin_notebook(file_name: str) -> None:
    """Let pages made from here on be of this notebook: what one made is not the next one's."""
    global _notebook
    take_page()
    _notebook = file_name


def notebook_name() -> str:
    """Return the file name of the running notebook, for the log; '' for none."""
    return _notebook


def register(page: Answering) -> None:
    """Make `page` the one that this notebook's process answers with. Raises TwoPages for a second.

    Call it only where the page is served: in JupyterLab a cell may be run again.
    """
    if _pages:
        raise TwoPages(
            "A notebook has one page: put all controls and views on the one that is there."
        )
    _pages.append(page)


def answering_page() -> Answering | None:
    """Return the page that this process answers with; None if its notebook made none."""
    return _pages[0] if _pages else None


def take_page() -> Answering | None:
    """Return that page and forget it, so that the process can run another notebook."""
    global _notebook
    page = answering_page()
    _pages.clear()
    _notebook = ""
    return page


def slot(name: str) -> str:
    """Return an HTML placeholder in a cell's output for content that depends on the address.

    >>> slot("controls")
    '<!--slot:controls-->'
    """
    return f"<!--slot:{name}-->"


def fill_slots(html: str, slots: Mapping[str, str]) -> str:
    """Return HTML with its placeholders filled; those without content become empty.

    >>> fill_slots("<main><!--slot:a--><!--slot:b--></main>", {"a": "<p>A</p>"})
    '<main><p>A</p></main>'
    """
    return _SLOT.sub(lambda found: slots.get(found[1], ""), html)


def tag_of(text: str) -> str:
    """Return a short hash of a text."""
    return f"{zlib.crc32(text.encode()):08x}"


def tagged(regions: Mapping[str, str]) -> dict[str, list[str]]:
    """Return regions as in an Answer: each with a tag that changes with its HTML."""
    return {name: [tag_of(html), html] for name, html in regions.items()}
