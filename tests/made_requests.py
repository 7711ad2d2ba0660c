"""Requests as nobody's browser sends them, and what a server says to each."""

import re
import socket

from hypothesis import strategies as st

_METHODS = st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "get"])
_PLACES = [
    "",
    "{page}",
    "{page}/answer",
    "{page}/file/{odd}",
    "{page}/file/excel",
    "{page}/picture/{odd}.svg",
    "{odd}",
    "{odd}/answer",
    "{odd}/{odd}/{odd}",
    "static/{odd}",
    "voila/static/{odd}",
    "voila/static/voila.js",
    "voila/templates/ilacs_bench/static/{odd}",
    "voila/labextensions/{odd}",
    "voila/api/themes/{odd}",
    "voila/api/shutdown/{odd}",
    "api/kernels/0-0-0-0-0",
    "api/kernels/0-0-0-0-0/channels",
    "healthz",
    "metrics",
    "sign-in",
]
_HEADERS = [
    "Accept-Encoding",
    "Authorization",
    "Content-Length",
    "Content-Type",
    "Cookie",
    "Expect",
    "If-Modified-Since",
    "If-None-Match",
    "Origin",
    "Range",
    "Sec-WebSocket-Key",
    "Sec-WebSocket-Protocol",
    "Sec-WebSocket-Version",
    "Transfer-Encoding",
    "Upgrade",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
]
_MADE = [
    *(b"%00", b"%ff%fe", b"..%2f..", b"../..", b"a" * 300, b"%", b"%zz", b"{{7*7}}", b"<script>"),
    *(b"bytes=5-2", b"bytes=-1", b"bytes=0-99999999999", b"chunked", b"websocket", b"-1", b"1e9"),
    *(b"Mon, 99 Foo 9999 99:99:99 GMT", b'W/"', b"gzip;q=x", b"9" * 30, b"ilacs_bench=\xff"),
]
_ODD = st.one_of(st.binary(max_size=12), st.sampled_from(_MADE))
_CONTROLS = st.sampled_from([b"la", b"to", b"as_at", b"n", b"area", b"q", b"theme"])
_SPACE = re.compile(rb"[\x00-\x20\x7f]")


@st.composite
def made_requests(draw, pages: tuple[str, ...]) -> bytes:
    """The bytes of one request to a server with such pages; it is the last of its connection."""
    place = draw(st.sampled_from(_PLACES)).replace("{page}", draw(st.sampled_from(pages)))
    parts = [part.encode() for part in place.split("{odd}")]
    path = parts[0] + b"".join(_SPACE.sub(b"", draw(_ODD)) + part for part in parts[1:])
    fields = draw(st.lists(st.tuples(_CONTROLS, _ODD), max_size=4))
    query = b"&".join(name + b"=" + _SPACE.sub(b"+", value) for name, value in fields)
    headers = draw(st.lists(st.tuples(st.sampled_from(_HEADERS), _ODD), max_size=3))
    lines = [
        draw(_METHODS).encode() + b" /" + path + b"?" + query + b" HTTP/1.1",
        b"Host: 127.0.0.1",
        b"Connection: close",
        *(name.encode() + b": " + re.sub(rb"[\r\n\x00]", b"", value) for name, value in headers),
    ]
    return b"\r\n".join([*lines, b"", draw(st.binary(max_size=20))])


def answer_to(port: int, request: bytes, patience: float = 5.0) -> bytes:
    """All that the server says until it hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as connection:
        try:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(1 << 16), b""))
        except ConnectionError:
            return b""


def is_calm(answer: bytes) -> bool:
    """Whether it is an answer or a refusal, and tells nothing of the code."""
    if b"Traceback" in answer or b'File "' in answer:
        return False
    status = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    return not answer or bool(status and (status[1] < b"500" or status[1] == b"503"))
