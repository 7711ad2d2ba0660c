"""Time updates, and check that they give the same tables as one build of all reports.

python benchmarks/updating.py ../shared [--only one|nothing|same]

'one' takes one new report into the bundled facts; 'nothing' looks at a site like Ofsted's, on this
machine, with all authorities and nothing new, and takes off the time of its requests; 'same' takes
the new reports out of the facts and lets `ilacs-bench update` lay them over again.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from ofsted_site import Document, FakeOfsted, served_site

from ilacs_bench.lookups.authorities import authorities
from ilacs_bench.tables.merge import OF_AN_INSPECTION
from ilacs_bench.tables.store import Tables, load
from ilacs_bench.tables.table_writer import write_tables
from ilacs_bench.update.address import file_number

COMMAND = str(Path(sys.executable).with_name("ilacs-bench"))


def main() -> int:
    """Run the chosen parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", choices=["one", "nothing", "same"])
    chosen = parser.parse_args()
    failed = 0
    for part in (one, nothing, same):
        if chosen.only in (None, part.__name__):
            with tempfile.TemporaryDirectory() as home:
                os.environ["ILACS_BENCH_HOME"] = home
                failed += part(chosen.shared)
    return failed


def timed(*arguments: str) -> tuple[float, float, str]:
    """Return wall-clock and processor seconds, and the last line that the command printed."""
    before, began = os.times(), time.perf_counter()
    run = subprocess.run([COMMAND, *arguments], capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(run.stdout + run.stderr)
    took, after = time.perf_counter() - began, os.times()
    busy = sum(after[2:4]) - sum(before[2:4])
    return took, busy, run.stdout.strip().splitlines()[-1]


def one(shared: Path) -> int:
    """Add one report that is not in the tables in use."""
    facts, report = load("bundled"), "2637548-west-northamptonshire_2026-07-07.pdf"
    home = Path(os.environ["ILACS_BENCH_HOME"])
    write_tables(without(facts, {report}).written(), home)
    new = shared / "new_reports"
    took, busy, said = timed("update", str(new / report), "--manifest", str(new / "manifest.csv"))
    print(f"One new report: {took:.1f} s by the clock, {busy:.1f} s of processor. {said}")
    return 0


def nothing(_: Path) -> int:
    """Search all authorities' pages, with only known reports."""
    with served_site() as site:
        fill(site, load("bundled"))
        os.environ |= {
            "ILACS_BENCH_OFSTED_REPORTS": site.origin,
            "ILACS_BENCH_OFSTED_FILES": site.origin,
            "ILACS_BENCH_PAUSE": "0",
            "NO_PROXY": "127.0.0.1",
        }
        for look in ("first look", "second look, pages unchanged"):
            site.asked.clear()
            took, busy, said = timed("update")
            print(
                f"Nothing new, {look}: {len(site.asked)} requests, {took:.1f} s by the clock with "
                f"them, {busy:.1f} s of processor. {said}"
            )
    return 0


def fill(site: FakeOfsted, facts: Tables) -> None:
    """Fill a site with every authority and its reports, and three visits each."""
    by_code = dict(iter(facts.inspections.groupby("la_code")))
    for each in authorities():
        if each.urn and not each.valid_to and each.la_code in by_code:
            rows = by_code[each.la_code].dropna(subset=["source_url", "published"])
            known = [
                Document(file_number(url) or "0", day.date())
                for url, day in zip(rows["source_url"], rows["published"], strict=True)
            ]
            visits = [
                Document(
                    f"9{n}{each.urn}", date(2024, n, 1), "Focused visit to children's services"
                )
                for n in (1, 2, 3)
            ]
            site.add(each.urn, each.la_name, *visits, *known)


def same(shared: Path) -> int:
    """Remove the new reports and let the command add them again."""
    facts = load("bundled")
    new = shared / "new_reports"
    names = {path.name for path in new.glob("*.pdf")}
    home = Path(os.environ["ILACS_BENCH_HOME"])
    stripped = without(facts, names)
    write_tables(stripped.written(), home)
    took, busy, said = timed("update", str(new), "--manifest", str(new / "manifest.csv"))
    print(f"{len(names)} new reports: {took:.0f} s by the clock, {busy:.0f} s of processor. {said}")
    after = load()
    differ = []
    for name, frame in facts.written().items():
        ours = getattr(after, name)
        words = [each for each in ("text", "printed") if each in frame.columns]
        if name != "findings" and not ours.drop(columns=words).equals(frame.drop(columns=words)):
            differ.append(name)
    print(
        f"From {len(stripped.inspections)} to {len(after.inspections)} inspections; tables other "
        f"than those of one build, but for the words: {', '.join(differ) or 'none'}"
    )
    return len(differ)


def without(facts: Tables, reports: set[str]) -> Tables:
    """Return the tables without the rows of these reports."""
    names = ("inspections", *OF_AN_INSPECTION, "problems")
    kept = {
        name: frame[~frame["report"].isin(reports)]
        for name, frame in facts.written().items()
        if name in names
    }
    return replace(facts, **{name: frame.reset_index(drop=True) for name, frame in kept.items()})


if __name__ == "__main__":
    sys.exit(main())
