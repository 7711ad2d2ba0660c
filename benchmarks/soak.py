"""Memory of a server minute by minute, and whether it grows."""

import asyncio
import math
import statistics
from collections.abc import Callable, Sequence

from served import Server

MINUTE = 60.0
LOOKS = 12
"""At the memory, a minute."""
JUDGED = 15
"""Minutes at the end over which nothing may grow; before them the server gets warm."""
GROWS = 0.01
"""Share of the memory that is more than chance may add in these minutes."""


async def watch(server: Server, told: Callable[[], str], seconds: float) -> list[float]:
    """The fewest megabytes of each whole minute, printed with what is `told` of it.

    The fewest, for workers that are busy, or give way to a fresh one, come and go.
    """
    lowest = []
    for minute in range(1, int(seconds // MINUTE) + 1):
        memory = []
        for _ in range(LOOKS):
            await asyncio.sleep(MINUTE / LOOKS)
            memory.append(await asyncio.to_thread(server.memory))
        lowest.append(min(memory))
        span = f"{lowest[-1]:6.1f} to {max(memory):6.1f} MB"
        print(f"  minute {minute:3}: {span}, {told()}", flush=True)
    return lowest


def judge(memory: Sequence[float]) -> bool:
    """Whether it grew; said in words. A run that is too short is not judged."""
    if len(memory) < JUDGED:
        return False
    more, chance = growth(memory[-JUDGED:])
    grew = more > max(GROWS * statistics.mean(memory[-JUDGED:]), 2 * chance)
    print(
        f"  the last {JUDGED} minutes: {more:+.1f} MB along the line that fits best (give or take "
        f"{2 * chance:.1f}): {'IT GROWS' if grew else 'no growth'}",
        flush=True,
    )
    return grew


def growth(memory: Sequence[float]) -> tuple[float, float]:
    """What the line through these adds from first to last, and the standard error of that."""
    minutes = range(len(memory))
    slope, start = statistics.linear_regression(minutes, memory)
    off = [mb - start - slope * minute for minute, mb in zip(minutes, memory, strict=True)]
    spread = sum((minute - statistics.mean(minutes)) ** 2 for minute in minutes)
    error = math.sqrt(sum(each**2 for each in off) / (len(memory) - 2) / spread)
    return slope * (len(memory) - 1), error * (len(memory) - 1)
