"""Files to take away from a page: its figures as CSV, and England as an Excel workbook.

A workbook for each council would take half as long again as the whole site.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
from markupsafe import Markup

from ilacs_bench.benchmark.compare import Comparison
from ilacs_bench.benchmark.council_profile import CouncilProfile
from ilacs_bench.export.extract_rows import ALONE, Choice
from ilacs_bench.export.extracts import extract_csv, make_extract
from ilacs_bench.export.national import national_workbook
from ilacs_bench.publish.edition import Edition
from ilacs_bench.publish.frame import render_site_part
from ilacs_bench.slugs import slug
from ilacs_bench.vocabulary import FRAMEWORKS
from ilacs_bench.widgets.national_view import MAP_AREAS

_FIRST_DAY = FRAMEWORKS["sif"].first_day
_ENGLAND = "England"


@dataclass(frozen=True)
class Download:
    """A file that a page offers.

    path   its place in the site, the same in every edition, so that it can be linked to
    name   what it is called where it is saved, with the day in it
    form   CSV or Excel
    about  what a row is, or what is in it
    """

    path: str
    name: str
    form: str
    label: str
    about: str
    data: bytes

    @property
    def size(self) -> str:
        """How large it is, in words."""
        return size_words(len(self.data))


def council_downloads(
    edition: Edition, profile: CouncilProfile, compared: Comparison
) -> list[Download]:
    """A council's grades and inspections beside its group's, and what its own reports say."""
    name, code = profile.la_name, profile.la_code
    whom = f"{name} and {compared.comparator_label}"
    beside = [_choice(edition, what, code, "neighbours") for what in ("judgements", "history")]
    offered = [
        *(_csv(edition, choice, name, whom) for choice in beside),
        _csv(edition, _choice(edition, "improvements", code), name, name),
        _themes_of_latest(edition, profile),
    ]
    return [download for download in offered if download]


def national_downloads(edition: Edition) -> list[Download]:
    """England's grades, every inspection and the waits, and a workbook of the picture."""
    wanted = [_choice(edition, what) for what in ("judgements", "history", "waits")]
    offered = [_csv(edition, choice, _ENGLAND, "All of England") for choice in wanted]
    return [*(download for download in offered if download), _workbook(edition)]


def downloads_part(downloads: Sequence[Download], root: str) -> Markup:
    """The list of files as HTML, for a page that is `root` away from the folder of the site."""
    return Markup(render_site_part("site_downloads", downloads=downloads, root=root))  # noqa: S704


def files_of(downloads: Sequence[Download]) -> dict[str, bytes]:
    """The files by their places in the site."""
    return {download.path: download.data for download in downloads}


def size_words(n: int) -> str:
    """A number of bytes in words.

    >>> size_words(400), size_words(28_451), size_words(1_249_000)
    ('1 KB', '28 KB', '1.2 MB')
    """
    return f"{n / 1e6:.1f} MB" if n >= 999_500 else f"{max(round(n / 1e3), 1)} KB"


def _choice(edition: Edition, what: str, la: str = "", to: str = ALONE) -> Choice:
    day = edition.as_at
    return Choice(what, day, since=_FIRST_DAY, until=day, la=la, to=to, areas=MAP_AREAS)


def _csv(edition: Edition, choice: Choice, name: str, whom: str) -> Download | None:
    """The extract as a file; None where it has no row."""
    extract = make_extract(edition.tables, choice, whom)
    if extract.rows.empty:
        return None
    return Download(
        path=f"data/{slug(name)}/{choice.what}.csv",
        name=f"{extract.file_name(name)}.csv",
        form="CSV",
        label=f"{extract.kind.label}: {whom}",
        about=f"One row is {extract.kind.row_is}, {extract.when}.",
        data=extract_csv(extract),
    )


def _themes_of_latest(edition: Edition, profile: CouncilProfile) -> Download | None:
    """Theme by theme where the latest report has it; None where nobody looked."""
    published = profile.own["published"].iloc[0]
    if not profile.was_coded or pd.isna(published):
        return None
    day = published.date()
    choice = replace(_choice(edition, "themes", profile.la_code), since=day, until=day)
    return _csv(edition, choice, profile.la_name, f"{profile.la_name}, latest report")


def _workbook(edition: Edition) -> Download:
    return Download(
        path="data/england/england.xlsx",
        name=f"england_{edition.as_at:%Y-%m-%d}.xlsx",
        form="Excel",
        label="The national picture",
        about="Grades by region and type, every council, over time, what is new and the waits.",
        data=national_workbook(edition.tables, as_at=edition.as_at, made_on=edition.made_on),
    )
