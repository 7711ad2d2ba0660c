"""Queue requests for free workers: pages first, then files, then prepared answers.

If a worker dies, its pool replaces it and the request is tried once more. The last free worker is
reserved for pages, because files take long and nobody waits for prepared answers. If slow answers
still occupy all workers, more are forked for a while.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.serve.pool import Reply, Worker, WorkerPool

MOST_WAITING = 100
_BUSY = "Very many ask at once. This is asked again in a moment."
_TRIES = 2
_STALLED_SECONDS = 1.0
"""Seconds that every worker must have been busy before more are forked."""
_MOST_ANSWERS = 50
"""Answers after which a forked worker is replaced, since use copies its shared memory."""
_CALM_SECONDS = 20.0
"""Seconds without a stall, or any request, after which extra workers are stopped."""


class Priority(IntEnum):
    """The priority of a request; the smaller number is answered first."""

    PAGE = 0
    FILE = 1
    AHEAD = 2


class Busy(IlacsBenchError):
    """Raised when too many requests are waiting."""


class NoAnswer(IlacsBenchError):
    """Raised for a request on which workers died, or that took too long."""


@dataclass(order=True)
class _Turn:
    priority: Priority
    number: int
    worker: asyncio.Future[Worker] = field(compare=False)


class Dispatcher:
    """Sends requests to the workers of a pool."""

    def __init__(self, pool: WorkerPool) -> None:
        self.pool = pool
        self._busy: dict[Worker, float] = {}  # and their start times
        self._waiting: list[_Turn] = []
        self._number = 0
        self._last_request_at = self._stalled_at = 0.0
        pool.on_change = self._assign_workers
        self._adapting = asyncio.create_task(self._adapt())

    @property
    def is_idle(self) -> bool:
        """Whether no request is waiting."""
        return not self._busy and not self._waiting

    @property
    def n_waiting(self) -> int:
        """The number of requests that wait for a worker."""
        return len(self._waiting)

    async def ask(
        self,
        request: dict[str, Any],
        priority: Priority = Priority.PAGE,
        *,
        patience: float | None = None,
    ) -> Reply:
        """Return the reply to a request. Raises Busy or NoAnswer.

        `patience` is the time in seconds to wait for a worker before Busy is raised.
        """
        if len(self._waiting) >= MOST_WAITING:
            raise Busy(_BUSY)
        self._last_request_at = asyncio.get_running_loop().time()
        for _ in range(_TRIES):
            worker = await self._turn(priority, patience)
            try:
                return await worker.ask(request)
            except EOFError:
                continue
            except TimeoutError:
                raise NoAnswer("This took too long and was ended. Choose something else.") from None
            finally:
                if (
                    worker.answered >= _MOST_ANSWERS
                    and self.pool.is_used(worker)
                    and not self._waiting
                ):
                    worker.end()
                self._release(worker)
        raise NoAnswer("This could not be shown. The program stopped twice while making it.")

    async def warm(self, requests: Sequence[dict[str, Any]], most: int) -> None:
        """Have each fresh free worker answer these requests, while another stays free.

        A forked worker copies shared memory at first use, so its first answers take twice as long.
        """
        for worker in [each for each in self._free() if self.pool.forks and not each.is_warm]:
            if sum(each.is_warm for each in self.pool.workers) >= most:
                break
            for request in requests:
                free = self._free()
                if self._waiting or worker not in free or len(free) < min(2, self.pool.size):
                    break
                self._busy[worker] = asyncio.get_running_loop().time()
                try:
                    with suppress(EOFError, TimeoutError):
                        await worker.ask(request)
                finally:
                    self._release(worker)
            else:
                worker.is_warm, worker.answered = True, 0

    async def _turn(self, priority: Priority, patience: float | None) -> Worker:
        self._number += 1
        turn = _Turn(priority, self._number, asyncio.get_running_loop().create_future())
        self._waiting.append(turn)
        self._waiting.sort()
        self._assign_workers()
        try:
            done, _ = await asyncio.wait([turn.worker], timeout=patience)
        except asyncio.CancelledError:
            if turn.worker.done():
                self._release(turn.worker.result())
            else:
                self._waiting.remove(turn)
            raise
        if not done:
            self._waiting.remove(turn)
            raise Busy(_BUSY)
        return turn.worker.result()

    def _release(self, worker: Worker) -> None:
        del self._busy[worker]
        self._assign_workers()

    def _assign_workers(self) -> None:
        while self._waiting:
            turn = self._waiting[0]
            free = self._free()
            if not free or (
                turn.priority > Priority.PAGE and self.pool.size > 1 and len(free) == 1
            ):
                return
            self._waiting.pop(0)
            # Files go to the last worker: the drawing library is large, and so is loaded only once.
            worker = free[-1 if turn.priority is Priority.FILE else 0]
            self._busy[worker] = asyncio.get_running_loop().time()
            turn.worker.set_result(worker)

    async def _adapt(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_STALLED_SECONDS / 2)
            now = loop.time()
            if self._is_stalled(now):
                self._stalled_at = now
                self.pool.wanted = min(len(self.pool.workers) + 1, self.pool.most)
                self.pool.fill()
            elif now - self._stalled_at > _CALM_SECONDS:
                self.pool.wanted = self.pool.size
                surplus = len(self.pool.workers) - self.pool.size
                for worker in self._free()[: max(0, surplus)]:
                    worker.end()
            if self.is_idle and now - self._last_request_at > _CALM_SECONDS:
                for worker in filter(self.pool.is_used, self._free()):
                    worker.end()

    def _free(self) -> list[Worker]:
        return [w for w in self.pool.workers if w not in self._busy and not w.has_ended]

    def _is_stalled(self, now: float) -> bool:
        """Return whether requests wait while all workers are busy with long ones."""
        started = [self._busy.get(worker, now) for worker in self.pool.workers]
        return bool(self._waiting) and all(now - since > _STALLED_SECONDS for since in started)

    async def close(self) -> None:
        """Stop the workers after they have answered pending requests."""
        self._adapting.cancel()
        while not self.is_idle:
            await asyncio.sleep(0.1)
        self.pool.close()
