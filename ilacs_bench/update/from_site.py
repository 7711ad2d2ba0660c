"""One update from Ofsted's site: find, download, read and merge reports."""

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from ilacs_bench.days import today
from ilacs_bench.lookups.authorities import Authority
from ilacs_bench.tables.in_use import read_layers, renew, save_listing, tables_in_use_now
from ilacs_bench.tables.manifest import ManifestRow
from ilacs_bench.tables.snapshots import data_folder, single_updater
from ilacs_bench.tables.store import Tables, no_tables, replaced
from ilacs_bench.update import listing
from ilacs_bench.update.changes import Changes, new_problems
from ilacs_bench.update.downloads import Download, Fetched, download_reports
from ilacs_bench.update.find_reports import ReportsFound, ReportWanted, find_reports_at_ofsted
from ilacs_bench.update.page_memory import Memory
from ilacs_bench.update.reports_without_text import downloads_of, manifest_of, without_words
from ilacs_bench.update.run import Progress, Update, add_reports, no_progress, read_reports_of
from ilacs_bench.update.visit import Visit

_SOURCE = "Ofsted's site"


@dataclass(frozen=True)
class UpdateRequest:
    """What an update should fetch.

    `only` restricts it to one local authority. `words` adds reports that are in the tables without
    text; `latest` only the latest of each local authority among these.
    """

    only: Authority | None = None
    words: bool = False
    latest: bool = False


NEW_REPORTS = UpdateRequest()


def update_from_ofsted(
    visit: Visit,
    data: Path | None = None,
    request: UpdateRequest = NEW_REPORTS,
    *,
    workers: int | None = None,
    on_progress: Progress = no_progress,
) -> Update:
    """Add what is new on Ofsted's site to the tables.

    What can't be downloaded is reported, and the rest is added. Raises FetchError if nothing could
    be requested, AnotherWriter if another update is running.
    """
    with single_updater(data):
        renew(data)
        memory = Memory.read(data_folder(data))
        tables = tables_in_use_now(data)
        found = find_reports_at_ofsted(
            tables.inspections,
            visit,
            memory,
            only=request.only,
            on_progress=lambda done, of: on_progress("Looking", done, of),
        )
        memory.write()
        known = (
            without_words(tables, request.only, only_latest=request.latest)
            if request.words
            else None
        )
        downloaded = _download(visit, data, _new(found, memory), known, on_progress, found.stopped)
        read = no_tables()
        if downloaded.paths:
            read = read_reports_of(downloaded.paths, downloaded.listed, workers, on_progress)
        lacking = _lacking(found, downloaded, read, memory)
        update = _keep(data, tables, found, lacking, read, len(downloaded.paths))
        memory.write()
    return replace(
        update, notes=_notes(found, downloaded, lacking), incomplete=bool(lacking) or found.failed
    )


@dataclass(frozen=True)
class _Downloaded:
    """The results of the downloads, and what is known of each by file name."""

    folder: Path
    fetched: list[Fetched]
    listed: dict[str, ManifestRow]

    @property
    def paths(self) -> list[Path]:
        """The reports that exist now."""
        downloaded = (one.download.file_name for one in self.fetched if one.outcome != "failed")
        return [self.folder / name for name in dict.fromkeys(downloaded)]


def _new(found: ReportsFound, memory: Memory) -> list[ReportWanted]:
    """Return wanted reports, without those that this version has failed to read before."""
    return [each for each in found.wanted if each.source_url not in memory.unreadable]


def _download(
    visit: Visit,
    data: Path | None,
    new: list[ReportWanted],
    known: pd.DataFrame | None,
    on_progress: Progress,
    stopped: str,
) -> _Downloaded:
    wanted = [Download(each.file_name, each.source_url) for each in new]
    listed = {
        each.file_name: ManifestRow(each.published, each.source_url, each.urn) for each in new
    }
    if known is not None:
        wanted += downloads_of(known, visit.site)
        listed |= manifest_of(known)
    fetched: list[Fetched] = []

    def note(one: Fetched) -> None:
        fetched.append(one)
        on_progress("Downloading", len(fetched), len(wanted))

    folder = data_folder(data) / "reports"
    if wanted:
        download_reports(wanted, folder, visit, note, stopped=stopped)
    return _Downloaded(folder, fetched, listed)


def _lacking(
    found: ReportsFound, downloaded: _Downloaded, read: Tables, memory: Memory
) -> list[ReportWanted]:
    """Return listed reports that could not be downloaded or read; permanent reasons are kept."""
    at_hand = {path.name for path in downloaded.paths}
    inspected = set(read.inspections["report"])
    lacking = []
    for each in found.wanted:
        if each.file_name in at_hand and each.file_name not in inspected:
            _remember(each, read.problems, memory)
        if each.file_name not in inspected and each.source_url not in memory.set_aside:
            lacking.append(each)
    return lacking


def _remember(wanted: ReportWanted, problems: pd.DataFrame, memory: Memory) -> None:
    """Record why a document gave no inspection: another kind, a known one, or unreadable."""
    rows = problems[problems["report"] == wanted.file_name]
    why = "; ".join(rows["message"])
    other = rows["stage"].isin(["recognise", "table"]).any()
    (memory.set_aside if other else memory.unreadable)[wanted.source_url] = why


def _keep(
    data: Path | None,
    tables: Tables,
    found: ReportsFound,
    lacking: list[ReportWanted],
    read: Tables,
    reports: int,
) -> Update:
    """Merge what was read with the facts, and add what the search itself says about coverage."""
    day = today()

    def listed(before: Tables) -> Tables:
        return replaced(
            before,
            coverage=listing.covered(before.coverage, found, day),
            missing_reports=listing.missing(before.missing_reports, found, lacking, day),
            problems=listing.problems(before.problems, found),
        )

    if reports:
        layers = read_layers(data)
        return add_reports(
            data, replace(layers, own=listed(layers.own)), read, source=_SOURCE, reports=reports
        )
    changes = Changes([], [], [], new_problems(tables.problems, listed(tables).problems), [], 0)
    added = list(changes.lines()) or [f"No new report was listed on {day.isoformat()}."]
    return Update(changes, save_listing(data, listed, _SOURCE, added))


def _notes(found: ReportsFound, downloaded: _Downloaded, lacking: list[ReportWanted]) -> list[str]:
    """Return sentences on what could not be downloaded, and on replaced reports."""
    messages = {found.stopped: found.stopped} if found.stopped else {}
    for one in downloaded.fetched:
        if one.message:
            messages.setdefault(
                one.message, f"{one.outcome}: {one.download.file_name}: {one.message}"
            )
    listed = "; ".join(f"{each.la_name}, published {each.published}" for each in lacking)
    missing = f"Listed at Ofsted, and not in the tables: {listed}."
    return [*messages.values(), *([missing] if lacking else [])]
