"""Time the dashboards' server with many people at once, and measure what it takes of memory.

python benchmarks/serving.py [--page NAME] [--clients 20 50 100 300] [--seconds 60]
python benchmarks/serving.py --clients 100 --seconds 1200
python benchmarks/serving.py --clients 100 --peers FOLDER [--shared ../shared]

A light client opens the page, keeps its connection, and every five seconds asks for what the page
shows of another council, as the page's script would; once in ten times of a day of its own too,
which nothing was made ahead for. It reads each answer to its end. Where the server is too busy it
asks again, and that counts into the time of the change. Memory is proportional (PSS): what the
processes share is counted once. The clients run on the same processors as the server. Memory and
what was lost are told every minute; of 20 minutes the exit code is 1 where the processes that
last grew over the last 15, or anything was lost. Then 8 MB of answers are kept, where it is 64:
what is kept until that is full is no growth that goes on.

`--peers` names a folder of virtual environments (p_streamlit, p_panel, p_solara, p_dash, p_shiny,
as the harness of ../shared/bench wants them, with websockets): its page in each of them, and ours
of the same, under so many light clients, one tool after the other. They choose another region every
five seconds, by each tool's own protocol (light_clients), and read until all of it has come.
"""

import argparse
import asyncio
import csv
import os
import random
import resource
import statistics
import sys
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from peers import bench, compare
from served import HERE, Server, serving
from soak import JUDGED, MINUTE, Minutes, judge, watch

KEEPS_LITTLE = (
    "from ilacs_bench.serve.cache import AnswerCache; "
    "AnswerCache.__init__.__defaults__ = (8 << 20,); "
)
BETWEEN = 5.0  # seconds between two changes of one client
ONE_IN = 10  # changes are to a free date
FIRST_DAY = date(2014, 1, 1)
DAYS = 4000
_TABLE = (
    "| people at once | page, p95 | change, p50 | p95 | lost | memory | load |"
    + f"\n{'| --- ' * 7}|"
)


@dataclass
class Times:
    """Seconds until pages and changes were complete; retries and failures."""

    pages: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    free: list[float] = field(default_factory=list)
    again: int = 0
    failed: list[str] = field(default_factory=list)

    def told(self) -> str:
        """Return what was done and lost so far."""
        return f"{len(self.changes) + len(self.free)} changes, {len(self.failed)} lost"


class Client:
    """A kept connection, as browsers have."""

    def __init__(self, port: int, times: Times) -> None:
        self._port = port
        self._times = times
        self._reader: asyncio.StreamReader | None = None

    async def get(self, path: str) -> int:
        """Request until the server is not busy, read the answer; return its status."""
        while True:
            status, after = await self.ask(path)
            if status != 503:
                return status
            self._times.again += 1
            await asyncio.sleep(after)

    async def ask(self, path: str) -> tuple[int, float]:
        """Return the status of the answer, and the seconds after which to retry."""
        if self._reader is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        host = f"Host: 127.0.0.1:{self._port}"
        ask = f"GET /{path} HTTP/1.1\r\n{host}\r\nAccept-Encoding: gzip\r\n\r\n"
        self._writer.write(ask.encode())
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        headers = {
            name.lower(): value for name, _, value in (each.partition(": ") for each in lines)
        }
        await self._reader.readexactly(int(headers["content-length"]))
        return int(first.split()[1]), float(headers.get("retry-after", 0))

    def close(self) -> None:
        """Close the connection."""
        if self._reader is not None:
            self._writer.close()


def main() -> int:
    """Print times and memory."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--page", default="council", help="which page is asked for")
    parser.add_argument("--clients", type=int, nargs="*", default=[20, 50, 100, 300])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared")
    arguments = parser.parse_args()
    _allow_many_connections()
    if arguments.peers:
        with bench(arguments.peers.resolve(), arguments.shared.resolve()) as at:
            for count in arguments.clients:
                compare(at, count, arguments.seconds, _row_of_tool)
        return 0
    councils = _councils()
    rows, failures = [], 0
    with serving(KEEPS_LITTLE if arguments.seconds >= JUDGED * MINUTE else "") as server:
        print(f"memory, nobody there: {server.memory():.0f} MB", flush=True)
        for count in arguments.clients:
            people = _people(server, arguments.page, councils, count, arguments.seconds)
            times, memory, minutes = asyncio.run(people)
            _print(count, times)
            print(f"  memory, all there: {memory:.0f} MB", flush=True)
            rows.append(_table_row(count, times, memory))
            failures += len(times.failed) + judge(minutes)
    print(f"\n{os.cpu_count()} cores:", _TABLE, *rows, sep="\n")
    return 1 if failures else 0


async def _people(
    server: Server, page: str, councils: list[str], count: int, seconds: float
) -> tuple[Times, float, Minutes]:
    """Return times of so many clients at once, the memory meanwhile, and minute by minute."""
    times = Times()
    clients = [Client(server.port, times) for _ in range(count)]
    people = (_person(client, times, page, councils, seconds) for client in clients)
    watched = asyncio.create_task(watch(server, times.told, seconds))
    await asyncio.gather(*people)
    minutes, memory = await watched, server.memory()
    for client in clients:
        client.close()
    return times, memory, minutes


async def _person(
    client: Client, times: Times, page: str, councils: list[str], seconds: float
) -> None:
    chance = random.Random()
    end = time.monotonic() + seconds
    await asyncio.sleep(chance.uniform(0, BETWEEN))
    await _timed(client, times, page, times.pages)
    while time.monotonic() < end:
        await asyncio.sleep(chance.uniform(0.8, 1.2) * BETWEEN)
        state = {"la": chance.choice(councils)}
        kind = times.changes
        if chance.randrange(ONE_IN) == 0:
            state["as_at"] = str(FIRST_DAY + timedelta(days=chance.randrange(DAYS)))
            kind = times.free
        await _timed(client, times, f"{page}/answer?{urlencode(state)}", kind)


async def _timed(client: Client, times: Times, path: str, kind: list[float]) -> None:
    begin = time.perf_counter()
    try:
        status = await client.get(path)
    except (OSError, EOFError) as error:
        times.failed.append(repr(error))
        return
    kind.append(time.perf_counter() - begin)
    if status != 200:
        times.failed.append(f"{status} {path}")


def _print(count: int, times: Times) -> None:
    every = times.changes + times.free
    print(
        f"{count} people, {len(every)} changes, {len(times.free)} of them to a free date "
        f"(load average {os.getloadavg()[0]:.1f}):"
    )
    for name, took in (
        ("page", times.pages),
        ("change", every),
        ("  made ahead", times.changes),
        ("  free date", times.free),
    ):
        if took:
            print(
                f"  {name:14} p50 {1000 * statistics.median(took):6.0f} ms"
                f"  p95 {1000 * percentile(took, 0.95):6.0f} ms"
                f"  longest {1000 * max(took):6.0f} ms"
            )
    print(f"  asked again {times.again}, failed {len(times.failed)} {times.failed[:2] or ''}")


def _table_row(count: int, times: Times, memory: float) -> str:
    """Return a row of the table in docs/deploy.md."""
    every = times.changes + times.free
    page, half, most = (
        f"{1000 * percentile(took, share):.0f} ms"
        for took, share in ((times.pages, 0.95), (every, 0.5), (every, 0.95))
    )
    load, lost = round(os.getloadavg()[0]), len(times.failed)
    told = (count, page, half, most, lost, f"{memory:.0f} MB", load)
    return f"| {' | '.join(map(str, told))} |"


def _row_of_tool(seen: dict[str, Any]) -> str:
    """Return a row of the table of tools."""
    page, half, most = (
        f"{1000 * percentile(took, share):.0f} ms" if took else "none"
        for took, share in ((seen["pages"], 0.95), (seen["changes"], 0.5), (seen["changes"], 0.95))
    )
    told = (
        *(seen["tool"], page, half, most, len(seen["changes"]), sum(seen["lost"].values())),
        *(f"{seen['alone']:.0f} MB", f"{seen['memory']:.0f} MB", f"{seen['processor']:.0f} s"),
    )
    return f"| {' | '.join(map(str, told))} |"


def _councils() -> list[str]:
    """Return the names of the authorities, as in a form."""
    with (HERE / "data" / "lookups" / "authorities.csv").open(encoding="utf-8") as file:
        return [row["la_name"] for row in csv.DictReader(file) if not row["valid_to"]]


def _allow_many_connections() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def percentile(times: list[float], share: float) -> float:
    """Return the smallest time that at least this share of all needed at most."""
    return sorted(times)[max(0, round(share * len(times) + 0.499999) - 1)]


if __name__ == "__main__":
    sys.exit(main())
