"""Run a notebook in this process, and collect its outputs and the page that it made."""

import atexit
import base64
import json
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output
from traitlets.config import Config

from ilacs_bench.dashboard.answers import Answering, begin_notebook, take_page
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.paths import SERVED_VARIABLE

Outputs = list[dict[str, Any]]
"""A cell's outputs in nbformat."""

if TYPE_CHECKING:
    from ilacs_bench.tables.store import Tables

_NO_HISTORY = Config(HistoryManager={"enabled": False})
"""A dashboard needs no history, which would be a file and a thread."""
_NO_NOTEBOOK = "The notebook of this page could not be read. Is it saved whole?"
_MOST_LETTERS = 600
"""Maximum length of an error message; the log has all of it."""


@dataclass(frozen=True)
class NotebookRun:
    """The result of running a notebook.

    folder   the notebook's folder, for files beside it
    outputs  the outputs of each cell, in order
    page     its page; None if it made none
    failure  why it failed, as a message for the reader; "" if it did not
    """

    folder: Path
    outputs: list[Outputs] = field(default_factory=list)
    page: Answering | None = None
    failure: str = ""


@contextmanager
def answering(tables: "Tables") -> Iterator[None]:
    """Within the context, notebooks load these tables and make pages that answer by address.

    Afterwards the process is as before, since it may have other work, unlike a server's worker.
    """
    from ilacs_bench.tables.store import given_tables  # imports pandas, which a server does without

    before = os.environ.get(SERVED_VARIABLE)
    os.environ[SERVED_VARIABLE] = "yes"
    try:
        with given_tables(tables), chdir(Path.cwd()):
            yield
    finally:
        take_page()
        InteractiveShell.clear_instance()
        del os.environ[SERVED_VARIABLE]
        if before is not None:
            os.environ[SERVED_VARIABLE] = before


def run_notebook(path: Path) -> NotebookRun:
    """Run a notebook from its folder, in a namespace of its own; nothing is written to disk.

    An exception is logged, and reported in `failure` with the cell that raised it.
    """
    os.chdir(path.parent)
    if str(path.parent) not in sys.path:
        sys.path.insert(0, str(path.parent))  # for modules beside it
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(config=_NO_HISTORY, compiler_class=_NamedCells)
    # At exit it would clear itself away, and look through all that is in memory for that.
    atexit.unregister(shell.atexit_operations)
    begin_notebook(path.name)
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = ["".join(c["source"]) if c["cell_type"] == "code" else None for c in cells]
    except (OSError, ValueError, LookupError, TypeError):
        logging.getLogger(__name__).exception("%s: %s", path.name, _NO_NOTEBOOK)
        return NotebookRun(path.parent, failure=_NO_NOTEBOOK)
    outputs: list[Outputs] = []
    for place, source in enumerate(sources):
        try:
            number = place + 1 - sources[:place].count(None)
            shell.compile.cell = f"{path.name}, code cell {number}"
            outputs.append([] if source is None else _run_cell(shell, source))
        except BaseException as error:
            failure = f"{_cell_words(number, source or '')}: {error_words(error)}"
            is_expected = isinstance(error, IlacsBenchError)
            logging.getLogger(__name__).error(
                "%s: %s", path.name, failure, exc_info=None if is_expected else error
            )
            return NotebookRun(path.parent, failure=failure)
    return NotebookRun(path.parent, outputs, take_page())


class _NamedCells(CachingCompiler):
    """Compiles cells so that a traceback names each by its notebook and its number."""

    cell = ""

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        """Return the name of a cell, used in tracebacks as a file name."""
        return self.cell


def _cell_words(number: int, source: str) -> str:
    """Return which code cell it is, for somebody who has the notebook open."""
    lines = (line.strip() for line in source.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return f"The notebook of this page failed at code cell {number}, ‘{first[:80]}’"


def error_words(error: BaseException) -> str:
    """Return what went wrong; the message of errors that are meant for readers."""
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    message = " ".join(message.split())
    message = (
        f"{message[:_MOST_LETTERS]} …" if len(message) > _MOST_LETTERS else message.rstrip(".")
    )
    if isinstance(error, IlacsBenchError):
        return message if message.endswith(("?", "…")) else f"{message}."
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else _line_of(error)
    line_words = f" (line {line} of the cell)" if line else ""
    return (
        f"{type(error).__name__}{line_words}: {message}."
        if message
        else f"{type(error).__name__}{line_words}."
    )


def _line_of(error: BaseException) -> int | None:
    """Return the line of the cell at which the error was raised, directly or in a call."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if ".ipynb, code cell " in frame.filename]
    return lines[0] if lines else None


def _run_cell(shell: InteractiveShell, source: str) -> Outputs:
    # Capture first: it replaces whatever captured the display before.
    with shell.display_trap, capture_output() as captured:
        shell.run_cell(source).raise_error()
    sys.stderr.write(captured.stderr)
    return _outputs(captured)


def _outputs(captured: CapturedIO) -> Outputs:
    printed: Outputs = (
        [{"output_type": "stream", "name": "stdout", "text": captured.stdout}]
        if captured.stdout
        else []
    )
    shown = [
        {
            "output_type": "display_data",
            "data": {kind: _as_text(value) for kind, value in output.data.items()},
            "metadata": output.metadata or {},
        }
        for output in captured.outputs
        if output.data  # displayed elsewhere; Voilà would warn of it
    ]
    return printed + shown


def _as_text(value: object) -> object:
    """Return images (bytes) as base64 text for JSON."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
