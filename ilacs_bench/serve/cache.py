"""A cache of the workers' answers: each is a function of its address, so it is computed once."""

import asyncio
import contextlib
import gzip
import itertools
import json
import math
import os
import time
from collections import OrderedDict
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from ilacs_bench.dashboard.answers import fill_slots
from ilacs_bench.dashboard.state import parse_state, query_of
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.serve.dispatcher import Dispatcher, NoAnswer, Priority
from ilacs_bench.serve.page_set import MadePage, PageSet
from ilacs_bench.serve.pool import Reply

AHEAD_VARIABLE = "ILACS_BENCH_AHEAD"
"""Environment variable: 'no' switches off prepared answers, for small machines."""
MOST_BYTES = 64 << 20
LONGEST_WAIT = 4.0
"""Seconds after which a visitor who waits for a page gets a message."""
_IDLE_SECONDS = 1.0
"""Seconds without a request after which answers are prepared."""
_UNVISITED_SECONDS = 20.0
"""Seconds without a visitor after which one warm worker is enough: a warm one takes 25 MB more."""
_FIRST_WITH_FIGURES = 1
"""Index of the common query that has figures even on pages without a default council."""
_LEVEL = 5


@dataclass(frozen=True)
class Question:
    """The key of an answer: page and version, kind, and the address in its canonical form.

    kind    "page" (the complete HTML), "answer", "fold" or "file"
    name    of a fold or a file; `format` of a chart's image: "svg" or "png"
    """

    page: str
    version: str
    kind: str
    query: str
    name: str = ""
    format: str = ""


@dataclass(frozen=True)
class Cached:
    """An answer: its bytes, compressed unless it is a file.

    status     200; or 404, 400 or 500 for a file or a fold, where `data` is the error message
    file_name  of a file
    lasting    whether the same question has the same answer; not for faults and errors, which
               may quote the request
    """

    data: bytes
    status: int = HTTPStatus.OK
    file_name: str = ""
    lasting: bool = True


class AnswerCache:
    """Gets answers from workers or the cache; equal questions under way are asked only once."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Question, Cached] = OrderedDict()
        self._size = 0
        self._coming: dict[Question, asyncio.Task[Cached]] = {}
        self._ahead: asyncio.Task[None] | None = None
        self._warming: asyncio.Task[None] | None = None
        self._visited_at = -math.inf

    async def get(
        self,
        page: MadePage,
        kind: str,
        query: str,
        *,
        name: str = "",
        format: str = "",
        priority: Priority = Priority.PAGE,
    ) -> Cached:
        """Return the answer to a question about a page. Raises Busy, or NoAnswer."""
        if priority is not Priority.AHEAD:
            self._visited_at = time.monotonic()
        defaults = page.defaults or {}
        state = parse_state(query, defaults)
        typed = query_of(state, defaults)
        # An error in a page quotes what was typed; other answers are the same for all spellings.
        spelling = typed if kind == "page" else query_of(state, defaults, page.councils)
        version = page.tag if kind == "page" else page.version  # only pages have the menu
        key = Question(page.name, version, kind, spelling, name, format)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._coming:
            question = {**asdict(key), "query": typed}
            task = asyncio.create_task(self._make(page, key, question, priority))
            task.add_done_callback(lambda _: self._coming.pop(key, None))
            self._coming[key] = task
        return await asyncio.shield(self._coming[key])

    async def slots(self, page: MadePage, query: str) -> dict[str, str]:
        """Return HTML for a page's placeholders at an address. Raises Busy, or NoAnswer."""
        if page.dispatcher is None or page.defaults is None:
            return {}
        reply = await page.dispatcher.ask({"page": page.name, "kind": "page", "query": query})
        if reply.head:
            raise NoAnswer(reply.body.decode())
        return json.loads(reply.body)

    async def _make(
        self, page: MadePage, key: Question, question: dict[str, str], priority: Priority
    ) -> Cached:
        if page.dispatcher is None:
            raise NoAnswer(page.failure)
        if page.defaults is None and key.kind == "page":
            cached = Cached(await _compress(page.html))
        else:
            patience = LONGEST_WAIT if priority is Priority.PAGE else None
            reply = await page.dispatcher.ask(question, priority, patience=patience)
            cached = await _cached(page, key.kind, reply)
        if cached.lasting:
            self._keep(key, cached)
        return cached

    def _keep(self, key: Question, cached: Cached) -> None:
        self._kept[key] = cached
        self._size += len(cached.data)
        while self._size > self._most_bytes:
            self._size -= len(self._kept.popitem(last=False)[1].data)

    def use_page_set(self, page_set: PageSet) -> None:
        """Drop answers of pages that are not in this set; prepare the most likely ones."""
        pages = page_set.pages.values()
        versions = {(page.name, of) for page in pages for of in (page.version, page.tag)}
        for key in [each for each in self._kept if (each.page, each.version) not in versions]:
            self._size -= len(self._kept.pop(key).data)
        for task in filter(None, (self._ahead, self._warming)):
            task.cancel()
        if os.environ.get(AHEAD_VARIABLE) != "no":
            self._ahead = asyncio.create_task(self._make_ahead(page_set))
            self._warming = asyncio.create_task(self._keep_warm(page_set))

    async def _make_ahead(self, page_set: PageSet) -> None:
        """Prepare answers page by page in turns, the most likely of each first."""
        waiting = [
            [(page, query) for query in page.common_queries] for page in page_set.pages.values()
        ]
        for turn in itertools.zip_longest(*waiting):
            for page, query in filter(None, turn):
                while not page.dispatcher.is_idle:
                    await asyncio.sleep(_IDLE_SECONDS)
                with contextlib.suppress(IlacsBenchError):  # visitors will see the error
                    await self.get(page, "answer", query, priority=Priority.AHEAD)

    async def _keep_warm(self, page_set: PageSet) -> None:
        """Warm up fresh workers with an answer for each page."""
        by_dispatcher: dict[Dispatcher, list[dict[str, str]]] = {}
        for page in page_set.pages.values():
            if page.dispatcher and page.common_queries:
                query = page.common_queries[: _FIRST_WITH_FIGURES + 1][-1]
                question = {"page": page.name, "kind": "answer", "query": query}
                by_dispatcher.setdefault(page.dispatcher, []).append(question)
        while True:
            await asyncio.sleep(_IDLE_SECONDS)
            is_unvisited = time.monotonic() - self._visited_at > _UNVISITED_SECONDS
            for dispatcher, questions in by_dispatcher.items():
                await dispatcher.warm(questions, most=1 if is_unvisited else dispatcher.pool.most)


async def _cached(page: MadePage, kind: str, reply: Reply) -> Cached:
    head, body = reply.head, reply.body
    lasting = not (head.get("fault") or head.get("refused"))
    if kind == "answer":
        return Cached(body, lasting=lasting)
    if kind in ("file", "fold"):
        return Cached(body, _status(head), head.get("file_name", ""), lasting)
    if not lasting:
        raise NoAnswer(body.decode())
    html = fill_slots(page.html, json.loads(body))
    # A page with an error is not cached: the fault may be ours.
    return Cached(await _compress(html), lasting='data-error="yes"' not in html)


def _status(head: dict[str, Any]) -> int:
    if head.get("fault"):
        return HTTPStatus.INTERNAL_SERVER_ERROR
    if head.get("unknown"):
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.BAD_REQUEST if head.get("refused") else HTTPStatus.OK


async def _compress(html: str) -> bytes:
    return await asyncio.to_thread(gzip.compress, html.encode(), _LEVEL, mtime=0)
