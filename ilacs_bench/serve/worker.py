"""A process that runs the notebooks and answers for their pages.

The server starts it with `python -m ilacs_bench.serve.worker` and sends orders on its standard
input. Where forking is safe, one such process runs the notebooks and forks workers when the server
asks for them; they share its memory. It also forks processes for other notebooks, which then have
all libraries loaded. Elsewhere every worker is started like this and runs the notebooks itself.
`ilacs_bench.serve.pool` is the other side.
"""

import contextlib
import ctypes
import gc
import gzip
import json
import logging
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from ilacs_bench.dashboard.answers import Answer, Unfolded
from ilacs_bench.dashboard.run import NotebookRun, run_notebook
from ilacs_bench.dashboard.state import query_of
from ilacs_bench.errors import IlacsBenchError, UnknownName
from ilacs_bench.paths import LOG_VARIABLE, for_log
from ilacs_bench.serve.log import set_up_log
from ilacs_bench.serve.wire import ServerAddress, WorkerLine
from ilacs_bench.tables.stored_table import use_python_strings

HeadAndBody = tuple[dict[str, Any], bytes]
"""The header of an answer, and the answer."""

LONGEST = 30  # seconds that an answer may take
LARGEST = 64 << 20  # bytes of an answer, a page or a file
_ORPHANED = LONGEST + 5
"""Seconds after which a worker without a server ends itself during an answer."""
_LEVEL = 5
_FAULT = (
    "This could not be shown: a fault of the page, not of your choice. Choose something else, or "
    "reload the page."
)
_TOO_LARGE = "This is too large to send. Choose less."
_NO_FILE = "The file could not be made. Reload the page and try again."


def main() -> None:
    """Follow the server's orders from standard input."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # as in __main__
    set_up_log(os.environ.get(LOG_VARIABLE, ""))
    use_python_strings()
    _run(json.loads(sys.stdin.buffer.read()))


def _run(orders: Mapping[str, Any]) -> None:
    """Run the notebooks, then answer requests or fork workers, until the server is gone."""
    line = WorkerLine(ServerAddress(**orders["address"]), **orders["hello"], pid=os.getpid())
    threaded, ran = "", {}
    for path in map(Path, orders["notebooks"]):
        line.send({"running": path.stem})
        ran[path.stem] = run_notebook(path)
        if orders["forks"]:
            _prepare(ran[path.stem])
            if count_threads() > 1:
                threaded = path.stem
                break
    line.send({"running": "", "threaded": threaded})
    if not orders["forks"]:
        serve(line, ran)
    elif not threaded:
        _fork_workers(line, ran, orders)


def _prepare(ran: NotebookRun) -> None:
    """Answer the first common query that is no error, so that workers share its caches.

    A page without a default council has nothing prepared for one yet.
    """
    common = _about(ran).get("common_queries", ())
    for query in common[:2]:
        head, _ = reply_to({"kind": "answer", "query": query}, ran)
        if not head.get("refused"):
            break


def serve(line: WorkerLine, ran: Mapping[str, NotebookRun]) -> None:
    """Answer one request after the other, until the server is gone."""
    alarm = getattr(signal, "alarm", lambda _: None)  # not on Windows
    while (question := line.receive()) is not None:
        alarm(_ORPHANED)
        number = question.pop("number")
        head, body = reply_to(question, ran[question["page"]])
        if len(body) > LARGEST:
            head, body = _refusal(question["kind"], _TOO_LARGE, {"refused": True})
        line.send({**head, "number": number}, body)
        alarm(0)


def _fork_workers(
    line: WorkerLine, ran: Mapping[str, NotebookRun], orders: Mapping[str, Any]
) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the exit status is not needed
    gc.collect()
    gc.freeze()  # another garbage collection would copy shared memory
    with contextlib.suppress(AttributeError):  # a C library without malloc_trim
        ctypes.CDLL(None).malloc_trim(0)
    while (order := line.receive()) is not None:
        if os.fork() == 0:
            line.close()
            _run_child(ran, orders, order.get("run"))


def _run_child(ran: Mapping[str, NotebookRun], orders: Mapping[str, Any], others: Any) -> NoReturn:
    """Run as a worker or, with other notebooks in the order, as a process that runs those.

    Never returns, since the child must not continue the parent's code.
    """
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if others:
            _run(others)
        else:
            _answer(ran, orders)
    except OSError:
        pass  # the server is gone
    except Exception:
        logging.getLogger(__name__).exception("a process of the pages")
    finally:
        # A normal exit would touch, and so copy, most of the memory shared with the parent.
        os._exit(0)


def _answer(ran: Mapping[str, NotebookRun], orders: Mapping[str, Any]) -> None:
    hello = {**orders["hello"], "role": "worker", "pid": os.getpid()}
    line = WorkerLine(ServerAddress(**orders["address"]), **hello)
    line.send({"running": "", "threaded": ""})
    serve(line, ran)


def reply_to(question: Mapping[str, Any], ran: NotebookRun) -> HeadAndBody:
    """Return the reply to a question about a page.

    Its `kind` is "made" (facts about the page for the server), "answer" or "fold" (compressed),
    "page" (its slots) or "file". The header of a reply has "fault" after an unexpected error,
    "refused" where the request is invalid, and "unknown" where there is no such thing.
    """
    kind, query = question["kind"], question.get("query", "")
    os.chdir(ran.folder)
    try:
        match kind:
            case "made":
                return {}, _json(_about(ran))
            case "answer":
                answer = _page(ran).answer(query)
                return {"refused": answer["is_error"]}, _zipped(answer)
            case "fold":
                return {}, _zipped(_page(ran).fold(query, question["name"]))
            case "page":
                return {}, _json(_page(ran).slots(query))
            case _:
                form = question.get("format") or None
                name, data = _page(ran).file(query, question["name"], form)
                return {"file_name": name}, data
    except IlacsBenchError as problem:
        words, head = str(problem), {"refused": True, "unknown": isinstance(problem, UnknownName)}
    except Exception:
        logged = {**question, "query": for_log(query)}
        logging.getLogger(__name__).exception("%s", logged)
        words, head = _NO_FILE if kind == "file" else _FAULT, {"fault": True}
    return _refusal(kind, words, head)


def _refusal(kind: str, words: str, head: dict[str, Any]) -> HeadAndBody:
    return head, _zipped(
        Answer(status=words, is_error=True)
    ) if kind == "answer" else words.encode()


def _zipped(answer: Answer | Unfolded) -> bytes:
    # NaN is not valid JSON, and browsers would reject the answer.
    return gzip.compress(json.dumps(answer, allow_nan=False).encode(), _LEVEL, mtime=0)


def _page(ran: NotebookRun) -> Any:
    if ran.page is None:
        raise UnknownName("This page has nothing to choose from.")
    return ran.page


def _about(ran: NotebookRun) -> dict[str, Any]:
    """Return what the server needs to know about a page: outputs, controls, common queries."""
    about: dict[str, Any] = {"outputs": ran.outputs, "failure": ran.failure, "defaults": None}
    if ran.page is not None:
        defaults, councils = ran.page.defaults, list(ran.page.councils)
        common = [query_of(state, defaults, councils) for state in ran.page.common_states()]
        about |= {"defaults": dict(defaults), "councils": councils}
        about["common_queries"] = list(dict.fromkeys(common))
    return about


def count_threads() -> int:
    """Return the number of threads, including those of C libraries: a fork would lose them."""
    return len(list(Path("/proc/self/task").iterdir()))


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


if __name__ == "__main__":
    main()
