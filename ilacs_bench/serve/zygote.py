"""The warmed process: it loads everything once, and forks the kernels of the pages.

The server starts it with `python -m ilacs_bench.serve.zygote {...}`. It forks one process more for
each dashboard, which runs the notebook and then forks the kernels of that dashboard's pages: they
have their widgets from the first moment on. Kernels for anything else come from the warmed process
itself. `ilacs_bench.serve.warmed` is the other side.
"""

import gc
import json
import os
import random
import signal
import socket
import sys
import threading
from functools import partial
from pathlib import Path

from ilacs_bench.serve.forking import Forks, Request, count_threads, settle
from ilacs_bench.serve.warm import QUIET, load, run_notebook
from ilacs_bench.widgets.served import what_it_follows


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
    _refuse_threads(path.name)
    settle()
    Forks(controls[path]).run(become, answers=json.dumps(made).encode())


def _refuse_threads(who: str) -> None:
    if count_threads() > 1:
        sys.exit(f"{who} started threads, which a fork would lose: kernels start without it.")


def become_kernel(lifeline: int, request: Request) -> None:
    """Be the kernel that `request` describes, until it is shut down or the server is gone."""
    os.setsid()
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    Path("/proc/self/comm").write_text(request["name"], encoding="utf-8")  # as `ps` shows it
    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    _forget_chance()
    gc.enable()
    _run_kernel(request["arguments"])


def _run_kernel(arguments: list[str]) -> None:
    from ipykernel.kernelapp import IPKernelApp
    from IPython.core.interactiveshell import InteractiveShell

    InteractiveShell.clear_instance()  # what ran the notebook makes room for the kernel's own
    # No parent (1) has to be watched: the lifeline does that.
    application = IPKernelApp.instance(config=QUIET, capture_fd_output=False, parent_handle=1)
    application.initialize(arguments)
    for channel in application.kernel.comm_manager.comms.values():
        channel.kernel = application.kernel  # widgets made ahead had none to speak through
    application.start()


def _end_with(lifeline: int) -> None:
    """End with the server, however that ended: nothing is written to the pipe, it only closes."""
    os.read(lifeline, 1)
    os._exit(0)


def _forget_chance() -> None:
    """No two kernels draw the same random numbers; Python's own generator sees to itself."""
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy:
        numpy.random.seed()


if __name__ == "__main__":
    main()
