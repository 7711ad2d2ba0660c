"""Build tidy tables from reports: every file ends up in the tables or in `problems`."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pandas as pd

from ilacs_bench.errors import FolderNotOurs, IlacsBenchError
from ilacs_bench.jail.workers import Workers, workers_at
from ilacs_bench.lock import single_writer
from ilacs_bench.reports import find_reports
from ilacs_bench.reports.document import report_name
from ilacs_bench.tables.folder import Opened, replacing
from ilacs_bench.tables.manifest import ManifestRow, read_manifest
from ilacs_bench.tables.merge import merge_tables
from ilacs_bench.tables.report_spool import BUILT, ReportSpool, concatenated, open_spool
from ilacs_bench.tables.report_workers import read_reports
from ilacs_bench.tables.rows import ReportRows, problem
from ilacs_bench.tables.snapshots import has_tables
from ilacs_bench.tables.store import STORED, Tables, file_name, read_folder, read_table
from ilacs_bench.tables.table_writer import TableWriter, TemporaryTables, write_stored

Frames = Iterable[pd.DataFrame]
Coder = Callable[[Frames, Frames, Workers], Iterator[pd.DataFrame]]
"""A function that makes the table `coded` from findings, then improvements, part by part."""
Others = Literal["refuse", "replace", "add"]
"""What to do where the folder has tables of other reports."""
_NAMED = 3  # reports named in an error message


@dataclass(frozen=True)
class BuildSummary:
    """The result of a build: files read, inspections by framework, problems by file."""

    reports: int
    inspections: Mapping[str, int]
    problems: tuple[str, ...]


def build_tables(
    folders: Sequence[Path],
    out: Path,
    *,
    manifest: Path | None = None,
    workers: int | str = 1,
    on_progress: Callable[[int, int], None] | None = None,
    code: Coder | None = None,
    others: Others = "refuse",
) -> BuildSummary:
    """Read every report below the folders and write the tables to `out`, all or none.

    `workers` is a number of processes, or the address of a Dask cluster (`workers_at`).
    `on_progress` is called with the numbers of files done and of all files. `code` makes the table
    `coded` from the others; see `themes.coding.code_parts`. `others` says what to do where `out`
    already holds tables of other reports: refuse, replace them, or add these reports to them.
    Raises FolderNotOurs if refused, IlacsBenchError for a missing folder, file or manifest,
    FolderLocked where another process is writing to `out`.
    """
    paths, listed = find_all(folders), read_manifest(manifest) if manifest else {}
    with single_writer(out), workers_at(workers) as readers:
        if others == "refuse":
            _refuse_others(out, {report_name(path) for path in paths})
        if others == "add" and has_tables(out):
            new = read_to_temporary(paths, listed, readers, code, on_progress)
            inspections, problems = new.inspections, new.problems
            merged = merge_tables(read_folder(out), new)
            with replacing(out) as opened:
                write_stored(merged, opened)
        else:
            with _read(paths, listed, readers, on_progress) as reports, replacing(out) as opened:
                built = _write(reports, opened, readers, code)
            inspections, problems = built["inspections"], built["problems"]
    words = tuple(f"{row.report}: {row.message}" for row in problems.itertuples())
    return BuildSummary(len(paths), Counter(inspections["framework"]), words)


def _write(
    reports: ReportSpool, opened: Opened, workers: Workers, code: Coder | None
) -> dict[str, pd.DataFrame]:
    """Write the large tables part by part; return the small ones."""
    small: dict[str, list[pd.DataFrame]] = {name: [] for name in BUILT if name != "findings"}
    with ExitStack() as stack:
        files = {name: stack.enter_context(opened(file_name(name))) for name in STORED}
        tables = {
            name: stack.enter_context(TableWriter(name, file)) for name, file in files.items()
        }

        def sentences() -> Iterator[pd.DataFrame]:
            for part in reports.parts():
                for name, parts in small.items():
                    parts.append(part[name])
                tables["findings"].add(part["findings"])
                yield part["findings"]

        coded = code(sentences(), small["improvements"], workers) if code else sentences()
        for frame in coded:
            if code:
                tables["coded"].add(frame)
        built = {name: concatenated(name, parts) for name, parts in small.items()}
        for name, frame in built.items():
            tables[name].add(frame)
    return built


def read_to_temporary(
    paths: Sequence[Path],
    listed: Mapping[str, ManifestRow],
    workers: Workers,
    code: Coder | None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Tables:
    """Return the tables of these files, with the large tables in unnamed temporary files."""
    temporary = TemporaryTables()
    with _read(paths, listed, workers, on_progress) as reports:
        _write(reports, temporary.opened, workers, code)
    return temporary.read()


def _refuse_others(out: Path, reports: Collection[str]) -> None:
    """Raise FolderNotOurs where `out` holds an inspection that is not among these reports."""
    if not has_tables(out):
        return
    existing = read_table("inspections", out)
    others = existing[~existing["report"].isin(list(reports))]
    if others.empty:
        return
    names = [*others["report"].dropna(), *others.loc[others["report"].isna(), "inspection_id"]]
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    raise FolderNotOurs(
        f"{out} has tables of {len(others):,} inspections that are not of these reports "
        f"({', '.join(names[:_NAMED])}{more}); they would be lost, so nothing was changed. Keep "
        "them with --add, replace them with --replace, or name another folder with --out."
    )


def read_folders(
    paths: Sequence[Path],
    listed: Mapping[str, ManifestRow],
    workers: Workers,
    on_progress: Callable[[int, int], None] | None = None,
) -> dict[str, pd.DataFrame]:
    """Return the tables of these files by name; their order does not depend on the workers."""
    with _read(paths, listed, workers, on_progress) as reports:
        return reports.tables()


@contextmanager
def _read(
    paths: Sequence[Path],
    listed: Mapping[str, ManifestRow],
    workers: Workers,
    on_progress: Callable[[int, int], None] | None,
) -> Iterator[ReportSpool]:
    """Yield the rows of the files, gathered on disk."""
    urns = {name: row.urn for name, row in listed.items() if row.urn}
    with open_spool() as reports:
        for path, rows in read_reports(paths, urns, workers):
            number = reports.add(path, _listed(rows, listed.get(path.name)))
            if on_progress:
                on_progress(number, len(paths))
        yield reports


def find_all(folders: Iterable[Path]) -> list[Path]:
    """Return every report below the folders, without repeats. Raises IlacsBenchError for none."""
    for folder in folders:
        if not folder.is_dir():
            raise IlacsBenchError(f"{folder}: there is no such folder.")
    found = [path for folder in folders for path in find_reports(folder)]
    # A folder may be given twice, or inside another; the first name found for a report is kept.
    paths = sorted({os.path.realpath(path): path for path in found}.values())
    if not paths:
        raise IlacsBenchError(
            f"No report was found in {', '.join(map(str, folders))}: "
            "no file there ends in .pdf, .txt or .md."
        )
    return paths


def _listed(rows: ReportRows, listed: ManifestRow | None) -> ReportRows:
    """Return the rows with the manifest's values, and a problem where a printed date differs."""
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
