"""Reports to tidy tables: every file ends in the tables or in `problems`, never in neither."""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pandas as pd

from ilacs_bench.errors import FolderNotOurs, IlacsBenchError
from ilacs_bench.jail.workers import Workers, workers_at
from ilacs_bench.lock import single_writer
from ilacs_bench.reports import find_reports
from ilacs_bench.reports.document import report_name
from ilacs_bench.schema import TABLES
from ilacs_bench.tables.folder import replace_files
from ilacs_bench.tables.identity import is_same_inspection
from ilacs_bench.tables.manifest import ManifestRow, read_manifest
from ilacs_bench.tables.merge import merge_tables
from ilacs_bench.tables.report_workers import read_reports
from ilacs_bench.tables.rows import ReportRows, Row, problem
from ilacs_bench.tables.snapshots import has_tables
from ilacs_bench.tables.store import all_stored, no_tables, read_folder, read_table, table_files

BUILT = ("inspections", "judgements", "improvements", "findings", "problems")
"""The tables that reports give."""


Others = Literal["refuse", "replace", "add"]
"""What to do where the folder has tables of other reports."""
_NAMED = 3  # reports that an error names


@dataclass(frozen=True)
class BuildSummary:
    """What a build did: files seen, inspections by framework, rows of problems."""

    reports: int
    inspections: Mapping[str, int]
    problems: int


def build_tables(
    folders: Sequence[Path],
    out: Path,
    *,
    manifest: Path | None = None,
    workers: int | str = 1,
    on_progress: Callable[[int, int], None] | None = None,
    code: Callable[[Mapping[str, pd.DataFrame], Workers], pd.DataFrame] | None = None,
    others: Others = "refuse",
) -> BuildSummary:
    """Read every report below the folders and write the tables to `out`, whole or not at all.

    `workers` is how many processes read, or the address of a Dask cluster that does (`workers_at`).
    `on_progress` is told files done and files in all. `code` makes the table `coded` of the
    others; `themes.coding.code_tables` is made for it. Where `out` has tables of `others` than
    these reports, it is refused, or they are replaced, or these reports are added to them. Raises
    FolderNotOurs where it is refused, IlacsBenchError where no folder, no
    file or no manifest is, FolderLocked where another process is writing to `out`.
    """
    paths, listed = find_all(folders), read_manifest(manifest) if manifest else {}
    with single_writer(out), workers_at(workers) as readers:
        if others == "refuse":
            _refuse_others(out, {report_name(path) for path in paths})
        tables = read_folders(paths, listed, readers, on_progress)
        coded = {"coded": code(tables, readers)} if code else {}
        made = all_stored({**tables, **coded})
        if others == "add" and has_tables(out):
            made = merge_tables(read_folder(out), replace(no_tables(), **made)).written()
        replace_files(out, table_files(made))
    return BuildSummary(
        reports=len(paths),
        inspections=Counter(tables["inspections"]["framework"]),
        problems=len(tables["problems"]),
    )


def _refuse_others(out: Path, reports: Collection[str]) -> None:
    """Raise FolderNotOurs where tables there hold an inspection that these reports do not give."""
    if not has_tables(out):
        return
    there = read_table("inspections", out)
    lost = there[~there["report"].isin(list(reports))]
    if lost.empty:
        return
    names = [*lost["report"].dropna(), *lost.loc[lost["report"].isna(), "inspection_id"]]
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    raise FolderNotOurs(
        f"{out} has tables of {len(lost):,} inspections that are not of these reports "
        f"({', '.join(names[:_NAMED])}{more}); they would be lost, so nothing was changed. Keep "
        "them with --add, replace them with --replace, or name another folder with --out."
    )


def read_folders(
    paths: Sequence[Path],
    listed: Mapping[str, ManifestRow],
    workers: Workers,
    on_progress: Callable[[int, int], None] | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables that the files give, by name, in an order that does not depend on the workers."""
    urns = {name: row.urn for name, row in listed.items() if row.urn}
    came: dict[Path, ReportRows] = {}
    for path, rows in read_reports(paths, urns, workers):
        came[path] = _listed(rows, listed.get(path.name))
        if on_progress:
            on_progress(len(came), len(paths))
    kept = _once_each(came[path] for path in sorted(paths, key=lambda path: (path.name, path)))
    return {name: _frame(name, kept) for name in BUILT}


def find_all(folders: Iterable[Path]) -> list[Path]:
    """Every report below the folders, each once. Raises IlacsBenchError where there is none."""
    for folder in folders:
        if not folder.is_dir():
            raise IlacsBenchError(f"{folder}: there is no such folder.")
    found = [path for folder in folders for path in find_reports(folder)]
    # A folder may be given twice, or inside another; a report keeps the name it was found under.
    paths = sorted({os.path.realpath(path): path for path in found}.values())
    if not paths:
        raise IlacsBenchError(
            f"No report was found in {', '.join(map(str, folders))}: "
            "no file there ends in .pdf, .txt or .md."
        )
    return paths


def _listed(rows: ReportRows, listed: ManifestRow | None) -> ReportRows:
    """The rows with what the manifest adds; it also says when a printed date is another."""
    if rows.inspection is None or listed is None:
        return rows
    printed = rows.inspection["published"]
    published = listed.published or printed
    inspection = {**rows.inspection, "published": published, "source_url": listed.source_url}
    problems = list(rows.problems)
    if printed and published != printed:
        message = (
            f"The report prints {printed.isoformat()} as its day of publication; "
            f"the manifest's {published.isoformat()} was taken."
        )
        problems.append(problem(inspection["report"], "parse", message, 1))
    return replace(rows, inspection=inspection, problems=problems)


def _once_each(came: Iterable[ReportRows]) -> list[ReportRows]:
    """The rows with every inspection once: a second report of the same one is a problem."""
    first: defaultdict[str | None, list[Row]] = defaultdict(list)
    kept = []
    for rows in came:
        row = rows.inspection
        if row is None:
            kept.append(rows)
            continue
        same = next((one for one in first[row["la_code"]] if is_same_inspection(one, row)), None)
        if same is None:
            first[row["la_code"]].append(row)
            kept.append(rows)
            continue
        message = f"This is the same inspection as {same['report']}, which was kept."
        kept.append(ReportRows(None, [], [], [], [problem(row["report"], "table", message)]))
    return kept


def _frame(name: str, kept: Sequence[ReportRows]) -> pd.DataFrame:
    if name == "inspections":
        rows = [item.inspection for item in kept if item.inspection]
    else:
        rows = [row for item in kept for row in getattr(item, name)]
    frame = pd.DataFrame(rows, columns=TABLES[name].column_names)
    return TABLES[name].check(frame.drop_duplicates() if name == "problems" else frame)
