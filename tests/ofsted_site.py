"""A server of our own that speaks like Ofsted's pages: list, authorities, files, and all its moods.

`python tests/ofsted_site.py` is not needed: tests and benchmarks start it in their own process.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PDF = b"%PDF-1.7\n" + b"a report of our own\n" * 500 + b"%%EOF\n"
FULL = "Inspection of local authority children's services"

Answer = Callable[[BaseHTTPRequestHandler], None]


def send(status: int = 200, body: bytes = PDF, **headers: str) -> Answer:
    """An answer with this status, body and headers (an underscore stands for a hyphen)."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def cut(handler: BaseHTTPRequestHandler) -> None:
    """An answer that promises a whole report and breaks off half way."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(PDF)))
    handler.end_headers()
    handler.wfile.write(PDF[: len(PDF) // 2])
    handler.close_connection = True


def drip(handler: BaseHTTPRequestHandler) -> None:
    """An answer that would take for ever, a byte at a time."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    try:
        for _ in range(2000):
            handler.wfile.write(b"%")
            time.sleep(0.01)
    except OSError:
        pass
    handler.close_connection = True


@dataclass(frozen=True)
class Document:
    """One document on an authority's page."""

    number: str
    published: date
    title: str = FULL
    content: bytes = PDF


@dataclass
class FakeOfsted:
    """Authorities by URN with their documents; `answers` of single paths go before all else.

    Each path's answers are given in turn, the last one for ever. `asked` holds every request.
    """

    origin: str
    authorities: dict[str, tuple[str, list[Document]]] = field(default_factory=dict)
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], float]] = field(default_factory=list)
    names_next: bool = True

    def url(self, path: str, *answers: Answer) -> str:
        """Link to `path`, answered in turn by `answers`."""
        self.answers[path] = list(answers)
        return self.origin + path

    def add(self, urn: str, name: str, *documents: Document) -> None:
        """List an authority with its documents, or more of them."""
        _, before = self.authorities.get(urn, (name, []))
        self.authorities[urn] = (name, [*documents, *before])

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _, _ in self.asked]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        self.asked.append((parts.path, dict(handler.headers), time.monotonic()))
        if parts.path in self.answers:
            answers = self.answers[parts.path]
            (answers.pop(0) if len(answers) > 1 else answers[0])(handler)
            return
        body = self._page(parts.path, parse_qs(parts.query))
        if body is None:
            send(404, b"<html>Not found</html>")(handler)
            return
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        if handler.headers["If-None-Match"] == tag:
            send(304, b"", ETag=tag)(handler)
        else:
            send(200, body, ETag=tag)(handler)

    def _page(self, path: str, query: dict[str, list[str]]) -> bytes | None:
        if path == "/search":
            return self._list(int(query["start"][0]), int(query["rows"][0])).encode()
        kind, _, name = path.rpartition("/")
        if kind == "/provider/44" and name in self.authorities:
            return self._provider(name).encode()
        documents = [each for _, listed in self.authorities.values() for each in listed]
        contents = {each.number: each.content for each in documents}
        return contents.get(name) if kind == "/v1/file" else None

    def _list(self, start: int, rows: int) -> str:
        every = list(self.authorities.items())
        items = "".join(
            f'<li class="search-result"><h3><a href="/provider/44/{urn}">{escape(name)}</a></h3>'
            f"<p>URN: {urn}</p></li>"
            for urn, (name, _) in every[start : start + rows]
        )
        more = self.names_next and start + rows < len(every)
        following = (
            f'<li class="next"><a href="/search?start={start + rows}&amp;rows={rows}">Next</a></li>'
        )
        return (
            f"<!DOCTYPE html><html><body><a href='/'>Home</a><ul>{items}</ul>"
            f'<ul class="pagination">{following if more else ""}</ul></body></html>'
        )

    def _provider(self, urn: str) -> str:
        name, documents = self.authorities[urn]
        items = "".join(
            f'<li><a class="publication-link" href="{self.origin}/v1/file/{each.number}">'
            f'<span class="nonvisual">{escape(each.title)}, pdf - '
            f"{each.published.day} {each.published:%B %Y}</span></a></li>"
            for each in documents
        )
        return f"<!DOCTYPE html><html><body><h1>{escape(name)}</h1><ol>{items}</ol></body></html>"


@contextmanager
def served_site() -> Iterator[FakeOfsted]:
    """An empty site, served on this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            here.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = FakeOfsted(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
