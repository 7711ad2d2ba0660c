"""Who is good or outstanding where one local authority is not, and what their reports say."""

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.asked import Day, asked_authority, asked_days
from ilacs_bench.benchmark.coded_ledger import SECTIONS, coded_ledger, places
from ilacs_bench.benchmark.comparators import To, find_comparator, group_of
from ilacs_bench.benchmark.grades import latest_judgements
from ilacs_bench.benchmark.ledger import taken
from ilacs_bench.benchmark.theme_rows import theme_groups
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import GRADES, POLARITIES, THEMES

_OF_GROUP = ["la_code", "la_name", "reason", "rank", "closeness"]
_OF_GRADE = [
    "grade",
    "graded_as",
    "inspection_id",
    "framework",
    "start",
    "published",
    "report",
    "source_url",
]
_AUTHORITY_COLUMNS = [*_OF_GROUP, *_OF_GRADE]
_CODED_COLUMNS = ["item_id", "section", "paragraph", "page", "theme"]
_TEXT = dict.fromkeys(["item_id", "section", "theme"], "str")
_FINDING_COLUMNS = ["item_id", "section", "paragraph", "page", "theme", "theme_group", "text"]


def better_graded(
    tables: Tables,
    authority: str,
    to: To,
    area: str,
    *,
    as_at: Day = None,
    published_by: Day = None,
) -> pd.DataFrame:
    """One row per local authority of the group that is good or outstanding, and better, on `area`.

    `authority` and `to` as for `snapshot`. Better than the authority's own grade; where it has none
    on the area, every good or outstanding one. In the group's order. Columns: la_code, la_name,
    reason, rank, closeness (as in `comparators`), grade, graded_as (the area as graded: the
    combined one of 2018 to 2022 stands for children in care), inspection_id, framework, start,
    published, report, source_url, and coded (whether the report was coded: where not, nothing can
    be quoted from it).

    >>> better = better_graded(t, "Suffolk", "neighbours", "leaders", as_at="2025-03-31")
    >>> better[["la_name", "grade"]].to_numpy().tolist()[0]
    ['Somerset', 'good']
    """
    day, cutoff = asked_days(tables, as_at, published_by)
    la_code = asked_authority(tables, authority, day)
    group = group_of(tables, la_code, find_comparator(to), day)
    grades = latest_judgements(tables, day, cutoff, [area])
    codes, grade = pd.Index(grades["la_code"]), grades["grade"].cat.codes.to_numpy()
    own = grade[codes.get_loc(la_code)]
    place = codes.get_indexer(group["la_code"])
    is_better = (grade[place] >= GRADES.index("good")) & (grade[place] > own)
    rows = taken(group, np.flatnonzero(is_better), _OF_GROUP)
    rows |= taken(grades, place[is_better], _OF_GRADE)
    coded = pd.Index(rows["inspection_id"]).isin(coded_ledger(tables).reports)
    return pd.DataFrame({**rows, "coded": coded}, copy=False)


def good_elsewhere(
    tables: Tables,
    authority: str,
    to: To,
    area: str,
    *,
    as_at: Day = None,
    published_by: Day = None,
    theme: str | None = None,
) -> pd.DataFrame:
    """One row per strength that the section on `area` reports of a local authority better graded.

    Machine-coded: sentences coded as a strength on `theme`, on any theme without one; a sentence
    with two themes is then in twice. The authorities are those of `better_graded`, in its order,
    and the columns are its, without `coded`; then item_id, section, paragraph, page, theme,
    theme_group, and the sentence's text, empty where the report's words are not at hand. An
    authority without a row may have a report that was not coded: see `better_graded`.

    >>> rows = good_elsewhere(
    ...     t, "Suffolk", "neighbours", "leaders", as_at="2025-03-31", theme="supervision"
    ... )
    >>> rows["section"].unique().tolist()
    ['leaders']
    """
    if theme is not None and theme not in THEMES:
        raise UnknownName(f"{theme!r} is no theme of the taxonomy: choose among {list(THEMES)}.")
    authorities = better_graded(tables, authority, to, area, as_at=as_at, published_by=published_by)
    return strengths_of(tables, authorities, theme)


def strengths_of(tables: Tables, better: pd.DataFrame, theme: str | None = None) -> pd.DataFrame:
    """The rows of `good_elsewhere` for rows of `better_graded` that are at hand."""
    book = coded_ledger(tables)
    whose = pd.Index(better["inspection_id"]).get_indexer(book.reports)
    wanted = (whose >= 0)[book.report] & (book.polarity == POLARITIES.index("strength"))
    if theme is not None:
        wanted &= book.theme == THEMES.index(theme)
    coded = np.flatnonzero(wanted)
    whose = whose[book.report[coded]]
    in_section = book.section[coded] == places(better["graded_as"], SECTIONS)[whose]
    coded, whose = coded[in_section], whose[in_section]
    order = np.argsort(whose, kind="stable")
    found = pd.DataFrame(taken(tables.coded, coded[order], _CODED_COLUMNS)).astype(_TEXT)
    authorities = taken(better, whose[order], _AUTHORITY_COLUMNS)
    rows = pd.DataFrame({**authorities, **found}, copy=False)
    rows = rows.assign(theme_group=theme_groups(rows["theme"]), text=_texts(tables, rows))
    return rows[[*_AUTHORITY_COLUMNS, *_FINDING_COLUMNS]]


def _texts(tables: Tables, rows: pd.DataFrame) -> pd.Series:
    """The sentence of each row, empty where the tables do not hold it."""
    findings = tables.findings
    wanted = findings["inspection_id"].isin(rows["inspection_id"].unique().tolist())
    texts = findings.loc[wanted, ["finding_id", "text"]].set_index("finding_id")["text"]
    return rows["item_id"].map(texts).astype("str")
