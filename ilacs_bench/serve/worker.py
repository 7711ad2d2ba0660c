"""A process that runs the notebooks and answers for their pages.

The server starts it with `python -m ilacs_bench.serve.worker` and tells it on its standard input
what to do. Where forking is safe one such process runs the notebooks and forks the workers, as
often as the server asks for one: they share all that was loaded. It also forks processes for other
notebooks, which have all loaded then and run their own only. Elsewhere every worker is started like
this and runs the notebooks itself. `ilacs_bench.serve.pool` is the other side.
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
from ilacs_bench.dashboard.run import Ran, run_notebook
from ilacs_bench.dashboard.state import query_of
from ilacs_bench.errors import IlacsBenchError, UnknownName
from ilacs_bench.paths import LOG_VARIABLE, for_log
from ilacs_bench.serve.log import set_up_log
from ilacs_bench.serve.wire import Address, WorkerLine
from ilacs_bench.tables.stored import quick_text

Reply = tuple[dict[str, Any], bytes]
"""What is said of an answer, and the answer."""

LONGEST = 30  # seconds that an answer may take
LARGEST = 64 << 20  # bytes of an answer, a page or a file
_ORPHANED = LONGEST + 5
"""Seconds after which an answer ends its process: the server would have done so, were it there."""
_LEVEL = 5
_FAULT = (
    "This could not be shown: a fault of the page, not of your choice. Choose something else, or "
    "reload the page."
)
_TOO_LARGE = "This is too large to send. Choose less."
_NO_FILE = "The file could not be made. Reload the page and try again."


def main() -> None:
    """Do what the server says on standard input."""
    set_up_log(os.environ.get(LOG_VARIABLE, ""))
    quick_text()
    _run(json.loads(sys.stdin.buffer.read()))


def _run(orders: Mapping[str, Any]) -> None:
    """Run the notebooks, then answer, or fork those who do, until the server is gone."""
    line = WorkerLine(Address(**orders["address"]), **orders["hello"], pid=os.getpid())
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


def _prepare(ran: Ran) -> None:
    """Give the first common answer that is none but a refusal: what it prepares is shared.

    A page that asks for a council first has prepared nothing for one yet.
    """
    common = _about(ran).get("common_queries", ())
    for query in common[:2]:
        head, _ = reply_to({"kind": "answer", "query": query}, ran)
        if not head.get("refused"):
            break


def serve(line: WorkerLine, ran: Mapping[str, Ran]) -> None:
    """Answer one request after the other, until the server is gone."""
    alarm = getattr(signal, "alarm", lambda _: None)  # not on Windows
    while (question := line.receive()) is not None:
        alarm(_ORPHANED)
        head, body = reply_to(question, ran[question["page"]])
        if len(body) > LARGEST:
            head, body = _refusal(question["kind"], _TOO_LARGE, {"refused": True})
        line.send(head, body)
        alarm(0)


def _fork_workers(line: WorkerLine, ran: Mapping[str, Ran], orders: Mapping[str, Any]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody has to be told how a worker ended
    gc.collect()
    gc.freeze()  # looked through again, what is shared would be copied
    with contextlib.suppress(AttributeError):  # a C library without it
        ctypes.CDLL(None).malloc_trim(0)
    while (order := line.receive()) is not None:
        if os.fork() == 0:
            line.close()
            _be_child(ran, orders, order.get("run"))


def _be_child(ran: Mapping[str, Ran], orders: Mapping[str, Any], others: Any) -> NoReturn:
    """A worker; or, where the server told of other notebooks, a process that runs those.

    Never returns: what the parent would do next is not the child's business.
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
        # Ending in full would touch, and so copy, most of the memory shared with the parent.
        os._exit(0)


def _answer(ran: Mapping[str, Ran], orders: Mapping[str, Any]) -> None:
    hello = {**orders["hello"], "role": "worker", "pid": os.getpid()}
    line = WorkerLine(Address(**orders["address"]), **hello)
    line.send({"running": "", "threaded": ""})
    serve(line, ran)


def reply_to(question: Mapping[str, Any], ran: Ran) -> Reply:
    """What is said to a question about a page.

    Its `kind` is "made" (what the server has to know of the page), "answer" or "fold" (which are
    compressed), "page" (the slots of it) or "file". The head of a reply says "fault" where
    something went wrong and "refused" where what is asked for can't be shown or made; "unknown"
    where there is none.
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


def _refusal(kind: str, words: str, head: dict[str, Any]) -> Reply:
    return head, _zipped(
        Answer(status=words, is_error=True)
    ) if kind == "answer" else words.encode()


def _zipped(answer: Answer | Unfolded) -> bytes:
    # Not a number would be no JSON, and no browser would read the answer.
    return gzip.compress(json.dumps(answer, allow_nan=False).encode(), _LEVEL, mtime=0)


def _page(ran: Ran) -> Any:
    if ran.page is None:
        raise UnknownName("This page has nothing to choose from.")
    return ran.page


def _about(ran: Ran) -> dict[str, Any]:
    """What the server has to know of a page: what it shows, its controls, what many will ask."""
    about: dict[str, Any] = {"outputs": ran.outputs, "failure": ran.failure, "defaults": None}
    if ran.page is not None:
        defaults = ran.page.defaults
        common = [query_of(state, defaults) for state in ran.page.common_states()]
        about |= {"defaults": dict(defaults), "common_queries": list(dict.fromkeys(common))}
    return about


def count_threads() -> int:
    """Threads of this process, those of compiled libraries too: a fork would lose them."""
    return len(list(Path("/proc/self/task").iterdir()))


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


if __name__ == "__main__":
    main()
