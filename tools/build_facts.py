"""Make `data/tidy`: the facts of all reports and of Ofsted's statistics, the same bytes each time.

python tools/build_facts.py --shared ../shared --out data/tidy
"""

import argparse
import os
from pathlib import Path

import pandas as pd

from ilacs_bench.reports import find_reports
from ilacs_bench.tables.build import read_folders
from ilacs_bench.tables.coverage import bundled_coverage
from ilacs_bench.tables.facts import merge_facts
from ilacs_bench.tables.manifest import read_manifest
from ilacs_bench.tables.official import read_official
from ilacs_bench.tables.reconcile import reconcile
from ilacs_bench.tables.store import write_tables
from ilacs_bench.themes.coding import code_tables


def main() -> None:
    """Read everything and write the tables, whole or not at all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder of reports, reference")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the tables to")
    chosen = parser.parse_args()
    folder = chosen.shared / "reports"
    listed = read_manifest(folder / "manifest.csv")
    reports = read_folders(find_reports(folder), listed, workers=os.cpu_count() or 1)
    tables = {**facts_of(reports, chosen.shared / "reference"), "coded": code_tables(reports)}
    write_tables(tables, chosen.out)
    for name, frame in tables.items():
        print(f"{name}: {len(frame):,} rows")


def facts_of(reports: dict[str, pd.DataFrame], reference: Path) -> dict[str, pd.DataFrame]:
    """The bundled tables but `coded`, from those of the reports and the official files."""
    official = read_official(reference)
    facts = merge_facts(reports, official)
    return {
        **facts,
        "official_judgements": official,
        "reconciliation": reconcile(facts, reports["inspections"], official),
        "coverage": bundled_coverage(official),
    }


if __name__ == "__main__":
    main()
