"""Stress a running dashboards server: malformed requests, slow connections, and a crowd.

python benchmarks/doors.py [--requests 10000] [--slow 200] [--crowd 500] [--only requests]

Each part prints what it did and found; the exit status is 1 if a request caused a server error, a
slow connection delayed others or stayed open, or a client of the crowd got no answer in time.
"""

import argparse
import asyncio
import os
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from served import Server, serving
from serving import Client, Times, percentile

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from hypothesis import HealthCheck, Phase, given, settings
from made_requests import answer_to, is_calm, made_requests

PAGES = ("council", "national", "find", "themes", "new", "extracts")
SILENCE = 5.0  # seconds, in place of more than a minute
SHORT = (
    "import ilacs_bench.serve.server as server; "
    f"server.LONGEST_SILENCE, server.LONGEST_BODY_TIME = {SILENCE}, 0.2; "
)
TOLD_WITHIN = 5.0


def main() -> int:
    """Run the chosen parts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--slow", type=int, default=200)
    parser.add_argument("--crowd", type=int, default=500)
    parser.add_argument("--only", choices=["requests", "slow", "crowd"])
    chosen = parser.parse_args()
    parts: dict[str, Callable[[Server], int]] = {
        "slow": lambda server: slow(server, chosen.slow),
        "crowd": lambda server: asyncio.run(crowd(server, chosen.crowd)),
        "requests": lambda server: requests(server, chosen.requests),
    }
    failures = 0
    with serving(SHORT) as server:
        for name, part in parts.items():
            if chosen.only in (None, name):
                failures += part(server)
    return 1 if failures else 0


def requests(server: Server, count: int) -> int:
    """Send malformed requests; return how many caused a server error."""
    said: Counter[str] = Counter()
    faults = []

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(request=made_requests(PAGES))
    def ask(request: bytes) -> None:
        answer = answer_to(server.port, request, patience=60)
        said[answer[9:12].decode() or "hung up"] += 1
        if not is_calm(answer):
            faults.append((request, answer[:300]))

    ask()
    print(f"{sum(said.values())} requests: {dict(said.most_common())}; faults: {len(faults)}")
    for request, answer in faults[:5]:
        print(f"  {request!r}\n  {answer!r}")
    return len(faults)


def slow(server: Server, count: int) -> int:
    """Open connections that never finish their request; return how many stayed or slowed others."""
    connections = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(count)]
    start = time.monotonic()
    for connection in connections:
        connection.settimeout(4 * SILENCE)
        connection.sendall(b"GET /council HTTP/1.1\r\nX-Slow: ")
    took = asyncio.run(_timed(server, "council?la=Leeds"))
    closed = sum(_is_closed(connection) for connection in connections)
    waited = time.monotonic() - start
    print(
        f"{count} slow connections: another was served after {1000 * took:.0f} ms; {closed} were "
        f"closed after {waited:.1f} s at most"
    )
    return count - closed + (took > TOLD_WITHIN)


async def crowd(server: Server, count: int) -> int:
    """Request different pages at once; return how many got no answer within five seconds."""
    first = date(2014, 1, 1)
    paths = [f"council?la=Leeds&as_at={first + timedelta(days=7 * n)}" for n in range(count)]
    load, before = os.getloadavg()[0], server.processor_times()
    took = sorted(await asyncio.gather(*(_timed(server, path) for path in paths)))
    late = sum(each > TOLD_WITHIN for each in took)
    print(
        f"{count} pages at once (load average {load:.1f}): served or told after "
        f"{percentile(took, 0.5):.1f} s (half), {percentile(took, 0.95):.1f} s (95 in 100), "
        f"{took[-1]:.1f} s (all); later than {TOLD_WITHIN:.0f} s: {late}"
    )
    after = server.processor_times()
    spent = {pid: now - before.get(pid, 0) for pid, now in after.items()}
    front = spent[server.process.pid]
    print(
        f"  processor: {front:.1f} s of the server, {sum(spent.values()) - front:.1f} s of workers"
    )
    return late


async def _timed(server: Server, path: str) -> float:
    """Return the seconds until a page is served, or refused as busy."""
    client = Client(server.port, Times())
    start = time.monotonic()
    await client.ask(path)
    client.close()
    return time.monotonic() - start


def _is_closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
