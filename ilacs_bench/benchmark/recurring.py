"""Areas for improvement that come again: in one local authority's reports, and among several."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.asked import (
    Day,
    OneOrMore,
    asked_authority,
    asked_councils,
    asked_days,
    known_authority,
)
from ilacs_bench.benchmark.coded_ledger import CodedLedger, coded_ledger
from ilacs_bench.benchmark.comparators import To, find_comparator, group_of
from ilacs_bench.benchmark.latest import (
    counted_inspections,
    counted_places,
    existing_authorities,
)
from ilacs_bench.benchmark.ledger import Places, ledger, taken
from ilacs_bench.benchmark.theme_rows import coded_reports, improvement_themes, theme_groups
from ilacs_bench.tables.placed import known_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import FRAMEWORKS, THEMES

_OF_INSPECTION = ["inspection_id", "framework", "start", "published", "source_url"]
_OF_IMPROVEMENT = ["report", "kind", "improvement_id", "page", "text"]
_COLUMNS = [
    "theme",
    "theme_group",
    "inspection_id",
    "framework",
    "start",
    "published",
    "report",
    "source_url",
    "kind",
    "item_id",
    "page",
    "text",
    "times",
    "of",
    "is_latest",
    "came_back",
]


def recurring_improvements(
    tables: Tables, authority: str, *, as_at: Day = None, published_by: Day = None
) -> pd.DataFrame:
    """One row per theme and improvement of one local authority, over all its inspections.

    Machine-coded. Themes stand in the taxonomy's order, their improvements oldest first. Columns:
    theme, theme_group; the inspection's inspection_id, framework, start, published, report,
    source_url; the improvement's kind, item_id, page and text (empty in the bundled facts);
    `times` (inspections of the authority with the theme), `of` (its inspections whose report was
    coded), is_latest (the row is of its latest inspection) and came_back (the theme is in the
    latest inspection and in an earlier one). came_back is empty where it can't be known: the latest
    report was not coded, or an earlier one was not and no other earlier one has the theme.
    No rows for an authority never inspected. Reports of a former local authority are its own, not
    its successor's. Raises UnknownName for a name or code that nobody knows.

    >>> rows = recurring_improvements(t, "Suffolk", as_at="2025-03-31")
    >>> rows.loc[rows["came_back"], "theme"].drop_duplicates().to_list()
    ['pathway_planning', 'local_offer', 'leadership_and_governance']
    """
    day, cutoff = asked_days(tables, as_at, published_by)
    la_code = known_authority(tables, authority, day)
    book, codes = ledger(tables), coded_ledger(tables)
    counted = counted_places(tables, day, cutoff)
    own = counted[book.authority[counted] == book.number[book.codes == la_code][0]]
    report = codes.reports_of(book.rows(own, ["inspection_id"])["inspection_id"])
    item, theme, nth = _named(codes, report)
    has = np.zeros((len(THEMES), len(own)), dtype="bool")
    has[theme, nth] = True
    rows = {
        "theme": pd.array(THEMES, dtype="str").take(theme),
        **book.of_inspection.at(own[nth], _OF_INSPECTION),
        **taken(tables.improvements, item, _OF_IMPROVEMENT),
        "times": has.sum(axis=1)[theme],
        "of": int((report >= 0).sum()),
        "is_latest": nth == len(own) - 1,
        "came_back": _came_back(has, report >= 0).take(theme),
    }
    frame = pd.DataFrame(rows, copy=False).rename(columns={"improvement_id": "item_id"})
    return frame.assign(theme_group=theme_groups(frame["theme"]))[_COLUMNS]


def recurring_among(
    tables: Tables,
    la_codes: OneOrMore,
    *,
    as_at: Day = None,
    published_by: Day = None,
    months: int = 24,
) -> pd.DataFrame:
    """One row per theme, the most widely named first, in reports of the last `months`.

    Machine-coded. Counts every full inspection report of `la_codes` (any names or codes, or
    'england') published in the `months` up to
    the cut-off (`published_by`, or `as_at`), not only the latest of each. Columns: theme,
    theme_group, n_authorities (with at least one improvement on the theme), of_authorities (with a
    coded report in that time), group (all of `la_codes`), n (improvements with the theme), of (all
    their improvements in that time). Themes that nobody has stand at the end, with noughts.

    >>> rows = recurring_among(t, ["E10000011", "E10000029"], as_at="2025-03-31")
    >>> rows.loc[0, "theme"], int(rows.loc[0, "n_authorities"]), int(rows.loc[0, "of_authorities"])
    ('pre_proceedings', 2, 2)
    """
    every = tuple(FRAMEWORKS)
    day, cutoff = asked_days(tables, as_at, published_by)
    codes = asked_councils(tables, la_codes, day)
    if codes is None:
        codes = existing_authorities(tables, day)["la_code"].to_list()
    counted = counted_inspections(tables, day, cutoff)
    after = pd.Timestamp(cutoff) - pd.DateOffset(months=months)
    recent = counted.loc[known_on(counted) > after, "inspection_id"]
    reports = coded_reports(tables, frameworks=every, la_codes=codes)
    reports = reports[reports["inspection_id"].isin(recent)]
    improvements = improvement_themes(tables, frameworks=every, la_codes=codes)
    in_time = improvements.rows["inspection_id"].isin(recent).to_numpy()
    has, authority = improvements.has[in_time], pd.factorize(improvements.rows["la_code"][in_time])
    of_authority = authority[0] == np.arange(len(authority[1]))[:, np.newaxis]
    themes = pd.Series(THEMES, dtype="str")
    counts = pd.DataFrame(
        {
            "theme": themes,
            "theme_group": theme_groups(themes),
            "n_authorities": (of_authority @ has).sum(axis=0),
            "of_authorities": reports["la_code"].nunique(),
            "group": len(codes),
            "n": has.sum(axis=0),
            "of": len(has),
        }
    )
    order = ["n_authorities", "n"]
    return counts.sort_values(order, ascending=False, kind="stable", ignore_index=True)


def recurring_in_group(
    tables: Tables,
    authority: str,
    to: To = "neighbours",
    *,
    as_at: Day = None,
    published_by: Day = None,
    months: int = 24,
) -> pd.DataFrame:
    """The rows of `recurring_among` for the group of a local authority, itself left out.

    Arguments and errors as for `snapshot`.

    >>> rows = recurring_in_group(t, "Suffolk", "region", as_at="2025-03-31")
    >>> rows.loc[0, "theme"], int(rows.loc[0, "n_authorities"]), int(rows.loc[0, "of_authorities"])
    ('front_door', 2, 5)
    """
    day, cutoff = asked_days(tables, as_at, published_by)
    la_code = asked_authority(tables, authority, day)
    group = group_of(tables, la_code, find_comparator(to), day)
    codes = group["la_code"].to_list()
    return recurring_among(tables, codes, as_at=day, published_by=cutoff, months=months)


def _named(codes: CodedLedger, report: Places) -> tuple[Places, Places, Places]:
    """What one authority's reports name: row of `improvements`, theme, and which of the reports.

    Theme by theme, the oldest first. `report` has the place in `codes.reports` of each inspection,
    -1 where it was not coded.
    """
    listed = np.flatnonzero(np.isin(codes.listed_in, report[report >= 0]))
    row, theme = np.nonzero(codes.has[listed])
    item, nth_of = listed[row], {place: nth for nth, place in enumerate(report.tolist())}
    nth = np.array([nth_of[place] for place in codes.listed_in[item].tolist()], dtype="intp")
    order = np.lexsort((nth, theme))
    return item[order], theme[order], nth[order]


def _came_back(has: npt.NDArray[np.bool_], coded: npt.NDArray[np.bool_]) -> pd.arrays.BooleanArray:
    """For each theme, whether it is in the latest inspection and in an earlier one, or empty.

    The axes of `has` are themes and all inspections of the authority, oldest first; `coded` says
    of which the themes are known.
    """
    now, before = has[:, -1:].sum(axis=1) > 0, has[:, :-1].sum(axis=1) > 0
    known = coded[-1:].all() & (coded.all() | before | ~now)
    return pd.arrays.BooleanArray(now & before, ~known)
