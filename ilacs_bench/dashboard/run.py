"""A notebook run in this very process: what its cells showed, and the page that it made."""

import base64
import json
import logging
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output
from traitlets.config import Config

from ilacs_bench.dashboard.answers import Answering, take_page
from ilacs_bench.errors import IlacsBenchError

Outputs = list[dict[str, Any]]
"""What a cell showed, as nbformat has it."""

_QUIET = Config(HistoryManager={"enabled": False})
"""Nobody types into a dashboard; a history would be a file and a thread."""
_FAULT = "The notebook of this page failed; the window in which the dashboards run says more."


@dataclass(frozen=True)
class Ran:
    """A notebook that was run.

    folder   where it lies: files beside it are found there
    outputs  of each cell, in order
    page     that answers; None where it made none
    failure  why it could not be run to its end, in words to read; "" where it was
    """

    folder: Path
    outputs: list[Outputs] = field(default_factory=list)
    page: Answering | None = None
    failure: str = ""


def run_notebook(path: Path) -> Ran:
    """Run a notebook from its own folder, in a namespace of its own. What it made stays in memory.

    What a cell raises is logged, and told in `failure`: in its own words where it was meant.
    """
    os.chdir(path.parent)
    if str(path.parent) not in sys.path:
        sys.path.insert(0, str(path.parent))  # modules beside it
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(config=_QUIET)
    take_page()  # what one notebook made is not the next one's
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        outputs = [
            _run_cell(shell, "".join(cell["source"])) if cell["cell_type"] == "code" else []
            for cell in cells
        ]
    except IlacsBenchError as problem:
        logging.getLogger(__name__).error("%s: %s", path.name, problem)
        return Ran(path.parent, failure=str(problem))
    except BaseException:
        logging.getLogger(__name__).exception("%s could not be run", path.name)
        return Ran(path.parent, failure=_FAULT)
    return Ran(path.parent, outputs, take_page())


def _run_cell(shell: InteractiveShell, source: str) -> Outputs:
    # The trap first: it would take what the cell shows from whoever was there before it.
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
        if output.data  # what shows itself elsewhere shows nothing here, and Voilà would warn of it
    ]
    return printed + shown


def _as_text(value: object) -> object:
    """Pictures are bytes, which JSON does not have."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
