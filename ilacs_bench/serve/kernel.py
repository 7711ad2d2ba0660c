"""What a forked process does: it becomes the kernel of one page."""

import gc
import os
import random
import signal
import sys
import threading
from pathlib import Path

from ipykernel.kernelapp import IPKernelApp
from IPython.core.interactiveshell import InteractiveShell

from ilacs_bench.serve.forking import Request
from ilacs_bench.serve.warm import QUIET, be_at

_NO_PARENT = 1
"""To ipykernel: no parent has to be watched. The lifeline does that."""


class PageKernel(IPKernelApp):
    """The application round a kernel, without a command line and the user's own start-up files."""

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """Nothing: all is given to the constructor."""

    def load_config_file(self, *_: object, **__: object) -> None:
        """Nothing: settings of the user's other projects stay out."""

    def init_extensions(self) -> None:
        """Nothing: magic commands are for those who type."""

    def init_code(self) -> None:
        """Nothing: the user's start-up files are for those who type."""


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
    if request.get("query"):
        be_at(request["query"])
    gc.enable()
    _run(request["connection_file"])


def _run(connection_file: str) -> None:
    InteractiveShell.clear_instance()  # what ran the notebook makes room for the kernel's own
    application = PageKernel.instance(
        connection_file=connection_file,
        config=QUIET,
        capture_fd_output=False,
        parent_handle=_NO_PARENT,
    )
    application.initialize()
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
