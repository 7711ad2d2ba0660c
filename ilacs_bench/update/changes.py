"""What an update changed: inspections, grades, problems, and latest inspections."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from ilacs_bench.benchmark.latest import latest
from ilacs_bench.days import today
from ilacs_bench.tables.identity import match_inspections
from ilacs_bench.tables.records import records
from ilacs_bench.tables.rows import Row
from ilacs_bench.tables.store import Tables, inspections_of
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORKS, GRADE_LABELS


@dataclass(frozen=True)
class Changes:
    """The differences between the tables before and after; each part has one row per change.

    `inspections` are new ones, `removed` those no longer there; `grades` have `before` and `after`,
    None where the area was not judged; `problems` are new ones; `latest` are authorities with the
    `inspection_id` of the latest inspection before (None for a first one) and after; `reports`
    counts inspections with a new report or text.
    """

    inspections: list[Row]
    removed: list[Row]
    grades: list[Row]
    problems: list[Row]
    latest: list[Row]
    reports: int

    def lines(self) -> Iterator[str]:
        """Yield the changes in words, one per line, the most important first."""
        yield from map(_grade_words, self.grades)
        yield from (f"No longer in the tables: {_inspection_words(row)}" for row in self.removed)
        yield from (f"New: {_inspection_words(row)}" for row in self.inspections)
        yield from map(_latest_words, self.latest)
        if self.reports:
            yield f"The reports' own words came in for {self.reports:,} inspections known before."
        yield from (f"Problem: {row['report']}: {row['message']}" for row in self.problems)


def compare_tables(before: Tables, after: Tables) -> Changes:
    """Return the differences between the tables before and after an update."""
    known = _known_ids(before, after)
    new = known.index[known.isna()]
    removed = ~before.inspections["inspection_id"].isin(known.dropna())
    return Changes(
        inspections=records(_with_grades(after, new)),
        removed=records(_with_grades(before, before.inspections.loc[removed, "inspection_id"])),
        grades=_changed_grades(before, after, known),
        problems=new_problems(before.problems, after.problems),
        latest=_changed_latest(before, after, known),
        reports=len(_with_words(after).difference(_with_words(before)).difference(new)),
    )


def _known_ids(before: Tables, after: Tables) -> pd.Series:
    """Return by inspection id after the update the id before it; empty for a new one."""
    ids = after.inspections["inspection_id"]
    same_id = ids.where(ids.isin(before.inspections["inspection_id"]))
    rest = before.inspections[~before.inspections["inspection_id"].isin(same_id)]
    known = same_id.fillna(match_inspections(after.inspections, rest).where(same_id.isna()))
    return known.set_axis(ids)


def _with_grades(tables: Tables, ids: Iterable[str]) -> pd.DataFrame:
    """Return inspections with a column `grades`: a dictionary by area."""
    rows = tables.inspections[tables.inspections["inspection_id"].isin(set(ids))]
    of_them = tables.judgements[tables.judgements["inspection_id"].isin(set(ids))]
    grades = {
        inspection: dict(zip(each["judgement_area"], each["grade"].astype("str"), strict=True))
        for inspection, each in of_them.groupby("inspection_id")
    }
    columns = ["inspection_id", "la_name", "framework", "start", "end", "published", "report"]
    shown = rows[columns].astype(dict.fromkeys(("start", "end", "published"), "str"))
    of_each = [grades.get(each, {}) for each in shown["inspection_id"]]
    return shown.assign(grades=pd.Series(of_each, index=shown.index, dtype="object"))


def _changed_grades(before: Tables, after: Tables, known: pd.Series) -> list[Row]:
    key = ["inspection_id", "judgement_area"]
    pairs = known.dropna()
    earlier = before.judgements[[*key, "grade"]].astype({"grade": "str"})
    back = pd.Series(pairs.index, index=pairs.to_numpy())
    earlier = earlier.assign(inspection_id=earlier["inspection_id"].map(back))
    later = after.judgements[[*key, "grade"]].astype({"grade": "str"})
    later = later[later["inspection_id"].isin(pairs.index)]
    both = earlier.dropna(subset=["inspection_id"]).merge(
        later, on=key, how="outer", suffixes=("_before", "_after"), validate="one_to_one"
    )
    differ = both[both["grade_before"].fillna("") != both["grade_after"].fillna("")]
    names = after.inspections[["inspection_id", "la_name", "published", "report"]]
    named = differ.merge(names, on="inspection_id", validate="many_to_one")
    named = named.rename(columns={"grade_before": "before", "grade_after": "after"})
    return records(named.astype({"published": "str"}))


def new_problems(before: pd.DataFrame, after: pd.DataFrame) -> list[Row]:
    """Return the rows of `problems` that were not there before."""
    both = after.merge(before.drop_duplicates(), how="left", indicator=True)
    return records(both[both["_merge"] == "left_only"].drop(columns="_merge"))


def _changed_latest(before: Tables, after: Tables, known: pd.Series) -> list[Row]:
    """Return authorities whose latest inspection, as at today, has changed."""
    columns = ["la_code", "la_name", "inspection_id"]
    old, new = (latest(tables, today())[columns] for tables in (before, after))
    new = new.assign(known=new["inspection_id"].map(known))
    both = new.merge(old, on="la_code", suffixes=("", "_before"), validate="one_to_one")
    same = both["known"].fillna("new") == both["inspection_id_before"].fillna("none")
    differ = both[~same & both["inspection_id"].notna()]
    columns = ["la_code", "la_name", "inspection_id_before", "inspection_id"]
    return records(
        differ[columns].rename(columns={"inspection_id_before": "before", "inspection_id": "after"})
    )


def _with_words(tables: Tables) -> pd.Index:
    return inspections_of(tables, "findings")


def _inspection_words(row: Row) -> str:
    dates = f"inspected from {row['start']}" if row["start"] else "first day on site not known"
    published = f", published {row['published']}" if row["published"] else ""
    grades = ", ".join(
        f"{AREA_SHORT_LABELS[area]}: {GRADE_LABELS[grade]}" for area, grade in row["grades"].items()
    )
    framework = FRAMEWORKS[row["framework"]].label
    return f"{row['la_name']}, {dates}{published} ({framework}). {grades or 'No grade'}."


def _grade_words(row: Row) -> str:
    old, new = (GRADE_LABELS.get(row[when] or "", "not judged") for when in ("before", "after"))
    return (
        f"Changed grade: {row['la_name']}, {row['inspection_id']}, "
        f"{AREA_SHORT_LABELS[row['judgement_area']]}: was {old}, is {new} "
        f"({row['report'] or 'from the statistics'})."
    )


def _latest_words(row: Row) -> str:
    before = f"was {row['before']}" if row["before"] else "there was none"
    return f"Latest inspection of {row['la_name']}: {row['after']} ({before})."
