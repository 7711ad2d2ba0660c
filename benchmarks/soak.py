"""Measure a server's memory minute by minute, and whether it grows."""

import asyncio
import math
import statistics
from collections.abc import Callable, Sequence

from served import Server

MINUTE = 60.0
JUDGED = 15
"""Minutes at the end over which nothing may grow; before them the server gets warm."""
GROWS = 0.01
"""Share of the memory that is more than chance may add in these minutes."""


Minutes = list[dict[int, float]]
"""Megabytes of each process after each minute."""


async def watch(server: Server, told: Callable[[], str], seconds: float) -> Minutes:
    """Measure the memory every minute, and print it with the text of `told`."""
    minutes: Minutes = []
    for minute in range(1, int(seconds // MINUTE) + 1):
        await asyncio.sleep(MINUTE)
        minutes.append(server.resident())
        memory = await asyncio.to_thread(server.memory)
        print(f"  minute {minute:3}: {memory:.0f} MB, {told()}", flush=True)
    return minutes


def judge(minutes: Minutes) -> bool:
    """Return whether the long-lived processes grew, and print it; short runs are not judged.

    Workers come and go with the load, and a new one starts small.
    """
    if len(minutes) < JUDGED:
        return False
    last = minutes[-JUDGED:]
    lasting = set.intersection(*map(set, last))
    memory = [sum(each[pid] for pid in lasting) for each in last]
    more, chance = growth(memory)
    grew = more > max(GROWS * statistics.mean(memory), 2 * chance)
    print(
        f"  {len(lasting)} processes lasted through the last {JUDGED} minutes: {memory[0]:.0f} MB, "
        f"then {memory[-1]:.0f} MB; {more:+.1f} MB along the line that fits best (give or take "
        f"{2 * chance:.1f}): {'THEY GROW' if grew else 'no growth'}",
        flush=True,
    )
    return grew


def growth(memory: Sequence[float]) -> tuple[float, float]:
    """Return the increase of a regression line from first to last, and its standard error."""
    minutes = range(len(memory))
    slope, start = statistics.linear_regression(minutes, memory)
    off = [mb - start - slope * minute for minute, mb in zip(minutes, memory, strict=True)]
    spread = sum((minute - statistics.mean(minutes)) ** 2 for minute in minutes)
    error = math.sqrt(sum(each**2 for each in off) / (len(memory) - 2) / spread)
    return slope * (len(memory) - 1), error * (len(memory) - 1)
