"""Time the ten main questions: on the bundled facts, and on 100 times as many inspections.

python benchmarks/questions.py [--factors 1 3 10 30 100]

Each question is one call. Times are medians; the first call on new tables also makes their indexes,
which are timed on their own. `growth` is the exponent by which a time grows from the
first factor to the last: 1 is linear. More inspections are made of the real ones, of the same local
authorities, each copy some days earlier than the one before.
"""

import argparse
import math
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

import ilacs_bench as ib
from ilacs_bench.benchmark.inspection_index import inspection_index
from ilacs_bench.benchmark.theme_index import theme_index

ROUNDS = 9
BUDGET = 50.0  # milliseconds for one question, on the bundled facts
LA, GROUP, DAY = "Suffolk", "neighbours", "2025-03-31"

QUESTIONS: dict[str, Callable[[ib.Tables], object]] = {
    "1 our grades now and last time": lambda t: ib.own_grades(t, LA, as_at=DAY),
    "2 where we stand, three groups": lambda t: ib.positions(t, LA, as_at=DAY),
    "2 all beside us": lambda t: ib.compare(t, LA, GROUP, as_at=DAY),
    "3 one of N of 153": lambda t: ib.positions(t, LA, ["england"], as_at=DAY, areas=["overall"]),
    "4 which neighbours moved": lambda t: ib.movements(t, LA, GROUP, as_at=DAY),
    "5 who is better, and what is said": lambda t: ib.good_elsewhere(
        t, LA, GROUP, "leaders", as_at=DAY
    ),
    "6 what recurs in our region": lambda t: ib.recurring_in_group(t, LA, "region", as_at=DAY),
    "7 the same theme again": lambda t: ib.same_theme_again(t, LA, as_at=DAY),
    "8 our wait": lambda t: ib.wait_of(t, LA, as_at=DAY),
    "8 the range of waits": lambda t: ib.wait_ranges(t, as_at=DAY),
    "9 what is new, what changed": lambda t: ib.published_since(t, "2024-12-31", as_at=DAY),
    "10 snapshot for a board paper": lambda t: ib.snapshot(t, LA, GROUP, as_at=DAY),
    "  picture of England by region": lambda t: ib.picture(t, as_at=DAY, by="ofsted_region"),
    "  pictures of every month": lambda t: ib.pictures(t, every="month", by="ofsted_region"),
    "  trajectories of the group": lambda t: ib.trajectories(t, LA, GROUP, as_at=DAY),
    "  transitions": lambda t: ib.transitions(t, as_at=DAY),
    "  theme profile": lambda t: ib.theme_profile(t, LA, GROUP, as_at=DAY),
}
INDEXES = {"once: inspections": inspection_index, "once: themes": theme_index}


def main() -> None:
    """Print one line per question: its time by factor, and how it grows."""
    parser = argparse.ArgumentParser(description="Time the ten questions.")
    parser.add_argument("--factors", type=int, nargs="+", default=[1, 3, 10, 30, 100])
    factors = parser.parse_args().factors
    facts = ib.load()
    times: dict[str, list[float]] = {name: [] for name in (*INDEXES, *QUESTIONS)}
    for factor in factors:
        tables = more_inspections(facts, factor)
        for name, make in INDEXES.items():
            times[name].append(timed(lambda make=make, tables=tables: make(tables), rounds=1))
        for name, ask in QUESTIONS.items():
            times[name].append(timed(lambda ask=ask, tables=tables: ask(tables)))
    columns = "".join(f"{f'x{factor}':>9}" for factor in factors)
    print(f"{'milliseconds':36}{columns}   growth  within {BUDGET:.0f} ms at x{factors[0]}")
    for name, of in times.items():
        growth = math.log(of[-1] / of[0]) / math.log(factors[-1] / factors[0])
        within = "yes" if of[0] <= BUDGET else "NO"
        print(f"{name:36}{''.join(f'{ms:9.1f}' for ms in of)}{growth:9.2f}  {within}")


def timed(call: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """Return median milliseconds; a warm-up call is not counted, unless there is one round only."""
    if rounds > 1:
        call()
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def more_inspections(facts: ib.Tables, factor: int) -> ib.Tables:
    """Return tables with so many times the inspections, judgements, improvements and codes."""
    names = ("inspections", "judgements", "improvements", "coded")
    copies = {name: [copy_of(getattr(facts, name), n) for n in range(factor)] for name in names}
    return replace(facts, **{name: pd.concat(of, ignore_index=True) for name, of in copies.items()})


def copy_of(frame: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return the rows with other keys and so many days earlier; the rows themselves for 0."""
    if not number:
        return frame
    keys = {
        name: frame[name] + f"_{number}"
        for name in ("inspection_id", "improvement_id", "item_id")
        if name in frame
    }
    days = {
        name: frame[name] - pd.Timedelta(days=number)
        for name in ("start", "end", "published")
        if name in frame
    }
    return frame.assign(**keys, **days)


if __name__ == "__main__":
    main()
