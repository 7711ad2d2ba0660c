"""Many light clients of the harness's page in one tool, run with the Python that has the tool.

python crowd.py TOOL URL EXPECTED.json PEOPLE SECONDS

Each opens the page and chooses another region every five seconds. A change is over when all of it
has come: the titles of both charts with the region and its numbers, every council of it, and as
many rows. When all are there it says so, waits for a line, and prints what it saw as JSON.
"""

import asyncio
import importlib
import json
import random
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

BETWEEN = 5.0  # seconds between two changes of one client
PATIENCE = 60.0  # seconds until a missing answer counts as lost
ALL = "All"


class Crowd:
    """The clients, what they must see for each region, and what they saw."""

    def __init__(self, tool: str, url: str, expected: dict[str, Any]) -> None:
        self._make = importlib.import_module(f"{tool}_page").Page
        self._url = url
        self._expected = expected
        self.pages: list[float] = []
        self.changes: list[float] = []
        self.lost: Counter[str] = Counter()

    async def person(self, seconds: float) -> Any:
        """Run one client for so many seconds; return its page, still open."""
        end = time.monotonic() + seconds
        await asyncio.sleep(random.uniform(0, BETWEEN))
        page, now = None, ALL
        while time.monotonic() < end:
            if page is None:
                page, now = self._make(self._url), ALL
                kept = await self._timed(self.pages, page.open(), page, now)
            else:
                now = random.choice([each for each in self._expected if each not in (ALL, now)])
                kept = await self._timed(self.changes, page.choose(now), page, now)
            if not kept:
                await page.close()
                page = None
            await asyncio.sleep(random.uniform(0.8, 1.2) * BETWEEN)
        return page

    async def _timed(self, times: list[float], asked: Any, page: Any, region: str) -> bool:
        """Send a request and read until everything has come."""
        begin = time.perf_counter()
        wanted = Wanted(self._expected, region, getattr(page, "MOST_ROWS", None))
        try:
            async with asyncio.timeout(PATIENCE):
                await asked
                while not wanted.is_whole:
                    wanted.take(await page.receive())
        except Exception as error:
            said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            self.lost[f"{said[:100]}, {'after' if wanted.took else 'before'} a part came"] += 1
            return False
        times.append(time.perf_counter() - begin)
        return True


class Wanted:
    """What has not arrived yet for a region; tables send at most `most` rows."""

    def __init__(self, expected: dict[str, Any], region: str, most: int | None) -> None:
        told = expected[region]
        self._words = {word.encode() for word in [*told["titles"], *told["councils"]]}
        names = [name for name in expected if name != ALL] if region == ALL else [region]
        self._names = [name.encode() for name in names]
        self._rows = len(told["titles"]) + min(told["rows"], most or told["rows"])
        self.took = 0

    def take(self, part: bytes) -> None:
        """Process a part of the answer."""
        self.took += len(part)
        self._words -= {word for word in self._words if word in part}
        self._rows -= sum(part.count(name) for name in self._names)

    @property
    def is_whole(self) -> bool:
        """Return whether both titles, all councils and all rows have come."""
        return not self._words and self._rows <= 0


async def main(tool: str, url: str, expected: str, people: str, seconds: str) -> None:
    """Run, wait while memory is measured, and print."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(int(people)))
    crowd = Crowd(tool, url, json.loads(Path(expected).read_text()))
    pages = await asyncio.gather(*(crowd.person(float(seconds)) for _ in range(int(people))))
    print("there", flush=True)
    sys.stdin.readline()
    there = sum(page is not None for page in pages)
    told = {"pages": crowd.pages, "changes": crowd.changes, "lost": crowd.lost, "there": there}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
