"""Many jobs at once, each in a process that is shut in: here, or on the machines of a cluster.

Both ways give an executor of the standard library, and all else is the same: its threads, or the
cluster's, hand each job to a process of theirs (`child`).
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from ilacs_bench import __version__
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.jail.child import SECONDS, end_children, run_shut_in

K = TypeVar("K")
R = TypeVar("R")
_MOST = 61  # Windows waits for no more processes at once
_START = 30  # seconds that a cluster has to answer, and to have a worker
_RESULTS_DEPEND_ON = ("numpy", "pandas", "pyarrow", "pypdfium2")


@dataclass(frozen=True)
class Workers:
    """Where jobs run: an executor, and how many of its workers there are."""

    executor: Executor
    number: int

    def run(
        self,
        work: Callable[..., R],
        jobs: Iterable[tuple[K, tuple[Any, ...]]],
        *,
        seconds: int = SECONDS,
    ) -> Iterator[tuple[K, Future[R]]]:
        """What came of each job, by its name, in the order in which they finish.

        A job is a name and what `work` is called with. It is taken when there is room for it, so
        that few are in memory at a time. A future raises JobEnded where a job ended its process.
        """
        coming, running = iter(jobs), dict[Future[R], K]()
        try:
            while True:
                # Two for each, so that none waits for this process.
                for name, job in islice(coming, 2 * self.number - len(running)):
                    running[self.executor.submit(run_shut_in, seconds, work, *job)] = name
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(future), future
        finally:
            for future in running:
                future.cancel()


def workers_at(place: int | str) -> AbstractContextManager[Workers]:
    """So many workers on this machine, or those of the Dask cluster at an address.

    'local' is a Dask cluster of this machine's processors.
    """
    return dask_workers(place) if isinstance(place, str) else local_workers(place)


@contextmanager
def local_workers(number: int) -> Iterator[Workers]:
    """So many workers on this machine."""
    number = min(max(1, number), _MOST)
    with ThreadPoolExecutor(number) as pool:
        try:
            yield Workers(pool, number)
        finally:
            pool.shutdown(cancel_futures=True)
            end_children()


@contextmanager
def dask_workers(address: str) -> Iterator[Workers]:
    """Workers of the Dask cluster at an address, or of one on this machine for 'local'.

    They are sent what they read, and need no folder of ours. What a worker that dies had in hand
    another does. Raises IlacsBenchError where Dask is missing, or the cluster can't be used.
    """
    with ExitStack() as stack:
        client = _connect(address, stack)
        _check_versions(client)
        stack.callback(_let_go, client)
        try:
            yield Workers(client.get_executor(pure=False), sum(client.nthreads().values()))
        except Exception as error:
            if type(error).__name__ != "KilledWorker":
                raise
            raise IlacsBenchError(
                f"{address}: workers of the cluster died again and again over the same job, and "
                "nothing was written. Their logs say why; often they have too little memory."
            ) from error


def _let_go(client: Any) -> None:
    """End the readers that the workers keep; where the cluster is gone, they are too."""
    with suppress(OSError):
        client.run(end_children)


def _connect(address: str, stack: ExitStack) -> Any:
    """A client of a cluster with a worker; the stack closes both."""
    try:
        from dask.distributed import Client, LocalCluster
    except ImportError as error:
        raise IlacsBenchError("Dask is missing: pip install 'ilacs-bench[dask]'.") from error
    place: Any = address
    if address == "local":
        place = stack.enter_context(LocalCluster(threads_per_worker=1, dashboard_address=None))
    try:
        client = stack.enter_context(Client(place, timeout=_START, set_as_default=False))
        client.wait_for_workers(1, timeout=_START)
    except (OSError, ValueError) as error:
        raise IlacsBenchError(
            f"{address}: no Dask scheduler with a worker answers there within {_START} seconds. "
            "Start one with 'dask scheduler' and 'dask worker ADDRESS', or use --dask local."
        ) from error
    return client


def _check_versions(client: Any) -> None:
    """Raise IlacsBenchError where the workers would not give the same tables as this process."""
    here = _versions()
    for worker, there in client.run(_versions).items():
        if there != here:
            raise IlacsBenchError(
                f"The worker {worker} has {there}, where {here} is expected: the tables might be "
                "other ones. Install what deploy/requirements.lock says on all workers."
            )


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in _RESULTS_DEPEND_ON} | {"ilacs-bench": __version__}
