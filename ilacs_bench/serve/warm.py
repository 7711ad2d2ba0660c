"""What every dashboard needs, loaded once; what one dashboard shows, made once."""

import base64
import contextlib
import importlib
import json
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output
from traitlets.config import Config

from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.serve.forking import Outputs, settle

LOADED = (
    "faulthandler",
    "psutil",
    "tornado.platform.asyncio",
    "IPython.core.debugger",
    "ipykernel.kernelapp",
    "ilacs_bench.widgets.live_page",
    "ilacs_bench.widgets.national_page",
    "ilacs_bench.widgets.compare_page",
    "ilacs_bench.widgets.profile_page",
    "ilacs_bench.widgets.themes_page",
    "ilacs_bench.widgets.extracts_page",
    "ilacs_bench.export.benchmark",
)
"""What kernels import when they start, and modules that bring in all that dashboards import."""

QUIET = Config(HistoryManager={"enabled": False})
"""Nobody types into a dashboard; a history would be a file and a thread for each page."""


def load() -> None:
    """Import what dashboards import, and read the tables that they show."""
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]  # nobody debugs a page
    for name in LOADED:
        importlib.import_module(name)
    import ipywidgets

    from ilacs_bench.benchmark.coded_ledger import coded_ledger
    from ilacs_bench.benchmark.ledger import ledger
    from ilacs_bench.widgets.served import served_tables

    ipywidgets.register_comm_target()  # it does so itself only where there is a kernel already
    with contextlib.suppress(IlacsBenchError):  # then each page says it
        tables = served_tables()
        ledger(tables)  # all pages count from these two: made here, they are there once
        coded_ledger(tables)


def run_notebook(path: Path) -> list[Outputs]:
    """Outputs of each cell of a notebook, as nbformat has them, run in this very process.

    What the notebook made stays in memory. Raises what a cell raises.
    """
    os.chdir(path.parent)
    shell = InteractiveShell.instance(config=QUIET)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        _run_cell(shell, "".join(cell["source"])) if cell["cell_type"] == "code" else []
        for cell in cells
    ]


def prepare() -> Iterator[None]:
    """Make ahead what many will ask of the pages that the notebook made, one view a step."""
    from ilacs_bench.widgets.live_page import LivePage

    for page in LivePage.made:
        for _ in page.prepare():
            settle()
            yield


def view_of(query: str) -> bytes:
    """The page that the notebook made, and what it is for an address with this query: both as HTML.

    In JSON; nothing where the notebook did not make one page, or where it can't be shown.
    """
    from ilacs_bench.widgets.live_page import LivePage

    if len(LivePage.made) != 1:
        return b""
    page = LivePage.made[0]
    try:
        return json.dumps([page.html, page.page_at(query)]).encode()
    except Exception:  # whoever runs the notebook for this address is told
        logging.getLogger(__name__).exception("an address: %r", query)
        return b""


def be_at(query: str) -> None:
    """Let the pages of this process answer as those of an address with this query."""
    from ilacs_bench.widgets.live_page import LivePage

    for page in LivePage.made:
        page.be_at(query)


def _run_cell(shell: InteractiveShell, source: str) -> Outputs:
    # The trap first: it would take what the cell shows from whoever was there before it.
    with shell.display_trap, capture_output() as captured:
        shell.run_cell(source).raise_error()
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
    ]
    return printed + shown


def _as_text(value: object) -> object:
    """Pictures are bytes, which JSON does not have."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
