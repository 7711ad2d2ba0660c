"""Build `data/tidy`: the facts of all reports and of Ofsted's statistics, reproducibly.

python tools/build_facts.py --shared ../shared --out data/tidy
"""

import argparse
import os
from pathlib import Path

import pandas as pd

from ilacs_bench.jail.workers import Workers, workers_at
from ilacs_bench.reports import find_reports
from ilacs_bench.tables.build import read_folders
from ilacs_bench.tables.coverage import bundled_coverage
from ilacs_bench.tables.facts import merge_facts, without_words
from ilacs_bench.tables.manifest import read_manifest
from ilacs_bench.tables.official import read_official
from ilacs_bench.tables.reconcile import reconcile
from ilacs_bench.tables.table_writer import all_stored, write_tables
from ilacs_bench.themes.coding import code_tables


def main() -> None:
    """Read everything and write the tables, all or none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder of reports, reference")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the tables to")
    chosen = parser.parse_args()
    with workers_at(os.cpu_count() or 1) as workers:
        reports = read_reports_of(chosen.shared, workers)
        coded = code_tables(reports, workers)
    tables = {**facts_of(reports, chosen.shared / "reference"), "coded": coded}
    write_tables(all_stored(tables), chosen.out)
    for name, frame in tables.items():
        print(f"{name}: {len(frame):,} rows")


FOLDERS = ("reports", "new_reports")
"""Where reports lie in the shared folder, each with its `manifest.csv`."""


def read_reports_of(shared: Path, workers: Workers) -> dict[str, pd.DataFrame]:
    """Return the tables of all reports in the shared folder, as a single build gives them."""
    folders = [shared / name for name in FOLDERS if (shared / name).is_dir()]
    manifests = [read_manifest(folder / "manifest.csv") for folder in folders]
    listed = {name: row for manifest in manifests for name, row in manifest.items()}
    paths = [path for folder in folders for path in find_reports(folder)]
    return read_folders(paths, listed, workers)


def facts_of(reports: dict[str, pd.DataFrame], reference: Path) -> dict[str, pd.DataFrame]:
    """Return the bundled tables, except `coded`, from the reports and the official files."""
    official = read_official(reference)
    facts = merge_facts(reports, official)
    return {
        **without_words(facts),
        "official_judgements": official,
        "reconciliation": reconcile(facts, reports["inspections"], official),
        "coverage": bundled_coverage(official),
    }


if __name__ == "__main__":
    main()
