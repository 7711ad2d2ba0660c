"""The warmed process: it loads everything once, and forks the kernels of the pages.

The server starts it with `python -m ilacs_bench.serve.zygote {...}`. It forks one process more for
each dashboard, which runs the notebook and then forks the kernels of that dashboard's pages: they
have their widgets from the first moment on. Kernels for anything else come from the warmed process
itself. `ilacs_bench.serve.warmed` is the other side.
"""

import gc
import json
import os
import socket
import sys
from functools import partial
from pathlib import Path

from ilacs_bench.serve.forking import Forks, count_threads, settle
from ilacs_bench.serve.kernel import become_kernel
from ilacs_bench.serve.warm import load, prepare, run_notebook, view_of
from ilacs_bench.widgets.served import what_it_follows

AHEAD_VARIABLE = "ILACS_BENCH_AHEAD"
"""Environment variable that spares a small machine the views made ahead, where it is 'no'."""


def main() -> None:
    """Load, fork a process for each dashboard, then fork kernels until the server is gone."""
    given = json.loads(sys.argv[1])
    gc.disable()
    load()
    _refuse_threads("the modules of the dashboards")
    settle()
    become = partial(become_kernel, given["lifeline"])
    forks = Forks(socket.socket(fileno=given["control"]))
    controls = {Path(path): socket.socket(fileno=end) for path, end in given["pages"].items()}
    for path in controls:
        forks.fork(partial(_be_dashboard, path, controls, become))
    for control in controls.values():
        control.close()
    forks.run(become)


def _be_dashboard(path: Path, controls: dict[Path, socket.socket], become: partial) -> None:
    for other, control in controls.items():
        if other != path:
            control.close()
    made = {"follows": what_it_follows(path), "outputs": run_notebook(path)}
    whole = json.dumps(made).encode()
    _refuse_threads(path.name)
    settle()
    Forks(controls[path]).run(
        become,
        answer=lambda asked: view_of(asked["query"]) if "query" in asked else whole,
        meanwhile=prepare() if os.environ.get(AHEAD_VARIABLE) != "no" else (),
    )


def _refuse_threads(who: str) -> None:
    if count_threads() > 1:
        sys.exit(f"{who} started threads, which a fork would lose: kernels start without it.")


if __name__ == "__main__":
    main()
