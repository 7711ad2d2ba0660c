"""Run many jobs at once, each in a sandboxed process: on this machine or on a cluster.

Both ways use an executor of the standard library's interface; its threads, or the cluster's, pass
each job to their own process (`child`).
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from ilacs_bench import __version__
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.jail.child import SECONDS, end_children, run_sandboxed

K = TypeVar("K")
R = TypeVar("R")
_MOST = 61  # Windows can't wait for more processes at once
_START = 30  # seconds for a cluster to answer, and to have a worker
_RESULTS_DEPEND_ON = ("numpy", "pandas", "pyarrow", "pypdfium2")


@dataclass(frozen=True)
class Workers:
    """Where jobs run: an executor, and its number of workers."""

    executor: Executor
    number: int

    def run(
        self,
        work: Callable[..., R],
        jobs: Iterable[tuple[K, tuple[Any, ...]]],
        *,
        seconds: int = SECONDS,
    ) -> Iterator[tuple[K, Future[R]]]:
        """Yield the name and future of each job, in the order in which they finish.

        A job is a name and the arguments of `work`. Jobs are fetched as workers become free, so
        that few are in memory at a time. A future raises JobEnded if a job ended its process.
        """
        coming, running = iter(jobs), dict[Future[R], K]()
        try:
            while True:
                # Two per worker, so that none waits for this process.
                for name, job in islice(coming, 2 * self.number - len(running)):
                    running[self.executor.submit(run_sandboxed, seconds, work, *job)] = name
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(future), future
        finally:
            for future in running:
                future.cancel()


def workers_at(place: int | str) -> AbstractContextManager[Workers]:
    """Return workers: a number of them on this machine, or those of a Dask cluster's address.

    'local' means a Dask cluster on this machine.
    """
    return dask_workers(place) if isinstance(place, str) else local_workers(place)


@contextmanager
def local_workers(number: int) -> Iterator[Workers]:
    """Provide so many workers on this machine."""
    number = min(max(1, number), _MOST)
    with ThreadPoolExecutor(number) as pool:
        try:
            yield Workers(pool, number)
        finally:
            pool.shutdown(cancel_futures=True)
            end_children()


@contextmanager
def dask_workers(address: str) -> Iterator[Workers]:
    """Provide the workers of a Dask cluster at an address, or of one on this machine ('local').

    They receive the content of files, and need no shared folder. The jobs of a worker that dies are
    done by another. Raises IlacsBenchError if Dask is missing, or the cluster can't be used.
    """
    with ExitStack() as stack:
        client = _connect(address, stack)
        _check_versions(client)
        stack.callback(_stop_readers, client)
        try:
            yield Workers(client.get_executor(pure=False), sum(client.nthreads().values()))
        except Exception as error:
            if type(error).__name__ != "KilledWorker":
                raise
            raise IlacsBenchError(
                f"{address}: workers of the cluster died again and again over the same job, and "
                "nothing was written. Their logs say why; often they have too little memory."
            ) from error


def _stop_readers(client: Any) -> None:
    """Stop the processes that the workers keep, unless the cluster is gone."""
    with suppress(OSError):
        client.run(end_children)


def _connect(address: str, stack: ExitStack) -> Any:
    """Return a client of a cluster with a worker; the stack closes both."""
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
    """Raise IlacsBenchError if the workers' versions would give other tables than ours."""
    ours = _versions()
    for worker, theirs in client.run(_versions).items():
        if theirs != ours:
            raise IlacsBenchError(
                f"The worker {worker} has {theirs}, where {ours} is expected: the tables might be "
                "other ones. Install what deploy/requirements.lock says on all workers."
            )


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in _RESULTS_DEPEND_ON} | {"ilacs-bench": __version__}
