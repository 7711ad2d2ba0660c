"""Full inspections sorted by date, with grades as integers: the basis of every count.

Built once for each `Tables` and cached with it. Row numbers refer to a frame and are -1 for none;
dates are numpy datetime64[D], NaT where not known.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from ilacs_bench.lookups.areas import stand_ins
from ilacs_bench.schema import GRADE_DTYPE
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.identity import dated_on, known_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREAS

INSPECTION_COLUMNS = [
    "inspection_id",
    "framework",
    "inspection_type",
    "inspection_type_basis",
    "start",
    "end",
    "published",
    "report",
    "source_url",
]
AUTHORITY_COLUMNS = ["la_code", "la_name", "dfe_number", "ofsted_region", "ons_region", "la_type"]
NOT_GRADED = -1
"""The code of an area that an inspection did not grade."""

RowNumbers = npt.NDArray[np.intp]
Days = npt.NDArray[np.datetime64]
_AREA_NAMES = pd.array(AREAS, dtype="str")


def take_rows(
    frame: pd.DataFrame, row_numbers: RowNumbers, columns: Iterable[str]
) -> dict[str, ExtensionArray]:
    """Return columns with the cells at `row_numbers` of a frame, empty where the number is -1.

    Building a frame from them takes a third of the time of joins and column assignments.
    """
    fill = bool((row_numbers < 0).any())
    return {name: frame[name].array.take(row_numbers, allow_fill=fill) for name in columns}


class ColumnTaker:
    """Columns of a frame prepared for `at`; takes a tenth of the time of `take_rows`.

    Each column has an extra empty cell at its end, which row number -1 then finds.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        every = np.append(np.arange(len(frame)), -1)
        self._arrays = take_rows(frame, every, frame.columns)

    def at(
        self, row_numbers: RowNumbers, columns: Sequence[str], prefix: str = ""
    ) -> dict[str, ExtensionArray]:
        """Return the cells at `row_numbers` of each column, by prefix and name."""
        return {f"{prefix}{name}": self._arrays[name].take(row_numbers) for name in columns}


@dataclass(frozen=True, eq=False)
class InspectionIndex:
    """All inspections of known local authorities, sorted by authority and date.

    inspections  la_code, INSPECTION_COLUMNS, dated (the first day on site or, if no source gives
                 it, the publication date) and dated_by ('start' or 'published'); take cells of it
                 from `of_inspection`
    authority    for each inspection the number of its local authority, equal for equal la_code
    dated        the date that orders each inspection
    known        the date it became known: published, else the last day on site, else `dated`
    grades       grade codes from 0 (inadequate), NOT_GRADED where none; the axes are inspections
                 and AREAS
    pages        pages of the grades, 0 where not known; axes as `grades`
    authorities  AUTHORITY_COLUMNS of all local authorities, former ones too, by name; take cells
                 of it from `of_authority`
    codes, names  GSS code and name of each row of `authorities`
    dfe_numbers  DfE numbers by GSS code
    number       for each row of `authorities` its number, as in `authority`
    from_day, to_day  first and last day of existence of each row of `authorities`
    predecessors  for a GSS code the rows of `authorities` that it took over from
    neighbours   for a model and a GSS code its neighbours by rank: code, rank, closeness
    last_day     the last day that the tables cover, None where they hold no inspection
    """

    inspections: pd.DataFrame
    of_inspection: ColumnTaker
    authority: RowNumbers
    dated: Days
    known: Days
    grades: npt.NDArray[np.int8]
    pages: npt.NDArray[np.int64]
    authorities: pd.DataFrame
    of_authority: ColumnTaker
    codes: npt.NDArray[np.object_]
    names: npt.NDArray[np.object_]
    dfe_numbers: dict[str, str]
    number: RowNumbers
    from_day: Days
    to_day: Days
    predecessors: dict[str, list[int]]
    neighbours: dict[tuple[str, str], list[tuple[str, int, str]]]
    last_day: date | None

    def existing(self, day: np.datetime64) -> RowNumbers:
        """Return rows of `authorities` of those in existence on a day, by name."""
        exists = (self.from_day <= day) & ~(self.to_day < day)  # NaT compares as False
        return np.flatnonzero(exists)

    def rows_of(self, codes: Iterable[str], day: np.datetime64) -> RowNumbers:
        """Return rows of `authorities` of GSS codes, each of which exists on the day."""
        existing_rows = self.existing(day)
        row_of = dict(zip(self.codes[existing_rows], existing_rows, strict=True))
        return np.array([row_of[code] for code in codes], dtype="intp")

    def names_on(self, day: np.datetime64) -> dict[str, str]:
        """Return names by GSS code of authorities in existence on a day, sorted by name."""
        existing_rows = self.existing(day)
        return dict(zip(self.codes[existing_rows], self.names[existing_rows], strict=True))

    def last_of(self, row_numbers: RowNumbers) -> tuple[RowNumbers, RowNumbers]:
        """Return each authority number's last inspection in `row_numbers`, and the one before."""
        authority = self.authority[row_numbers]
        is_last = np.append(authority[1:] != authority[:-1], True)[: len(row_numbers)]
        has_before = np.append(False, authority[1:] == authority[:-1])[: len(row_numbers)]
        shape = 1 + max(self.number.max(initial=-1), self.authority.max(initial=-1))
        last, before = np.full((2, shape), -1, dtype="intp")
        last[authority[is_last]] = row_numbers[is_last]
        pairs = np.flatnonzero(is_last & has_before)
        before[authority[pairs]] = row_numbers[pairs - 1]
        return last, before

    def before_each(self, row_numbers: RowNumbers) -> RowNumbers:
        """Return the same authority's inspection before each of `row_numbers`, -1 for none.

        `row_numbers` must be in ascending order, as those of `counted_rows` are.
        """
        authority = self.authority[row_numbers]
        follows = np.append(False, authority[1:] == authority[:-1])[: len(row_numbers)]
        return np.where(follows, np.roll(row_numbers, 1), -1)

    def graded(
        self, row_numbers: RowNumbers, areas: Sequence[str], *, as_previous: bool = False
    ) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int8], npt.NDArray[np.int64]]:
        """Return grade codes, areas as graded (number in AREAS, -1 none) and pages.

        The axes are `row_numbers` and `areas`. The area's own grade is used first, then that of its
        equivalents (`area_equivalents.csv`): those for a grade shown or, `as_previous`, for the one
        before.
        """
        shape = (len(row_numbers), len(areas))
        grades, graded_as = np.full((2, *shape), NOT_GRADED, dtype="int8")
        pages = np.zeros(shape, dtype="int64")
        with_inspection = np.flatnonzero(row_numbers >= 0)
        rows = row_numbers[with_inspection]
        for column, area in enumerate(areas):
            for stand_in in _stand_ins(area, as_previous=as_previous):
                given = self.grades[rows, stand_in]
                to_fill = (grades[with_inspection, column] == NOT_GRADED) & (given != NOT_GRADED)
                grades[with_inspection[to_fill], column] = given[to_fill]
                graded_as[with_inspection[to_fill], column] = stand_in
                pages[with_inspection[to_fill], column] = self.pages[rows[to_fill], stand_in]
        return grades, graded_as, pages

    def authority_rows(self, row_numbers: RowNumbers) -> RowNumbers:
        """Return for each of `row_numbers` the row of `authorities` of its local authority."""
        order = np.argsort(self.number, kind="stable")
        first = np.searchsorted(self.number[order], self.authority[row_numbers])
        return order[first]

    def with_authority(self, rows: pd.DataFrame, la_code: str, day: np.datetime64) -> pd.DataFrame:
        """Return rows about one authority with its code, name and DfE number as first columns."""
        own = self.rows_of([la_code], day).repeat(len(rows))
        columns = pd.DataFrame(self.of_authority.at(own, AUTHORITY_COLUMNS[:3]), rows.index)
        return pd.concat([columns, rows], axis="columns")

    def rows(
        self, row_numbers: RowNumbers, columns: Sequence[str] = INSPECTION_COLUMNS
    ) -> pd.DataFrame:
        """Return rows of `inspections`, empty where the row number is -1."""
        return pd.DataFrame(self.of_inspection.at(row_numbers, columns), copy=False)


def grade_categories(codes: npt.NDArray[np.int8]) -> pd.Categorical:
    """Return grade codes as the tables' ordered category, empty where NOT_GRADED."""
    return pd.Categorical.from_codes(codes.ravel(), dtype=GRADE_DTYPE)


def area_names(codes: npt.NDArray[np.int8]) -> ExtensionArray:
    """Return numbers in AREAS as area codes, empty where -1."""
    return _AREA_NAMES.take(codes.ravel(), allow_fill=True)


def page_numbers(pages: npt.NDArray[np.int64]) -> ExtensionArray:
    """Return pages as integers, empty where 0."""
    values = pages.ravel()
    return pd.arrays.IntegerArray(values, values == 0)


def _stand_ins(area: str, *, as_previous: bool) -> list[int]:
    """Return numbers in AREAS of the area itself, then of its equivalents."""
    return [AREAS.index(name) for name in (area, *stand_ins(area, as_previous=as_previous))]


@cache_by_tables()
def inspection_index(tables: Tables) -> InspectionIndex:
    """Return the index of these tables, built at the first call."""
    inspections = tables.inspections[["la_code", *INSPECTION_COLUMNS]]
    dated_by = np.where(inspections["start"].isna(), "published", "start")
    inspections = inspections.assign(
        dated=dated_on(inspections),
        dated_by=pd.Series(dated_by, inspections.index, dtype="str"),
        known=known_on(inspections),
    )
    inspections = inspections[inspections["la_code"].notna()].sort_values(
        ["la_code", "dated", "inspection_id"], ignore_index=True
    )
    authorities = tables.authorities.sort_values(["la_name", "valid_from"], ignore_index=True)
    codes = pd.Index(authorities["la_code"]).append(pd.Index(inspections["la_code"])).unique()
    grades, pages = _graded(tables.judgements, inspections["inspection_id"])
    return InspectionIndex(
        inspections=inspections.drop(columns="known"),
        of_inspection=ColumnTaker(inspections),
        authority=codes.get_indexer(inspections["la_code"]),
        dated=_days(inspections["dated"]),
        known=_days(inspections["known"]),
        grades=grades,
        pages=pages,
        authorities=authorities[AUTHORITY_COLUMNS],
        of_authority=ColumnTaker(authorities[AUTHORITY_COLUMNS]),
        codes=authorities["la_code"].to_numpy(object),
        names=authorities["la_name"].to_numpy(object),
        dfe_numbers=dict(zip(authorities["la_code"], authorities["dfe_number"], strict=True)),
        number=codes.get_indexer(authorities["la_code"]),
        from_day=_days(authorities["valid_from"]),
        to_day=_days(authorities["valid_to"]),
        predecessors=_predecessors(authorities["successor_la_codes"]),
        neighbours=_neighbours(tables.neighbours),
        last_day=_last_day(tables.inspections),
    )


def _predecessors(successors: pd.Series) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, codes in successors.dropna().items():
        for code in codes.split("; "):
            rows[code].append(int(str(row)))
    return dict(rows)


def _neighbours(pairs: pd.DataFrame) -> dict[tuple[str, str], list[tuple[str, int, str]]]:
    ranked: dict[tuple[str, str], list[tuple[str, int, str]]] = defaultdict(list)
    columns = ["model", "la_code", "neighbour_la_code", "rank", "closeness"]
    rows = zip(*(pairs.sort_values("rank")[name].to_list() for name in columns), strict=True)
    for model, la_code, code, rank, closeness in rows:
        ranked[model, la_code].append((code, rank, closeness))
    return dict(ranked)


def _last_day(inspections: pd.DataFrame) -> date | None:
    last = inspections[["published", "end", "start"]].max().max()
    return None if pd.isna(last) else last.date()


def _graded(
    judgements: pd.DataFrame, inspection_ids: pd.Series
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int64]]:
    """Return grade codes and pages; the axes are inspections and AREAS."""
    shape = (len(inspection_ids), len(AREAS))
    grades = np.full(shape, NOT_GRADED, dtype="int8")
    pages = np.zeros(shape, dtype="int64")
    row = pd.Index(inspection_ids).get_indexer(pd.Index(judgements["inspection_id"]))
    area = pd.Index(AREAS).get_indexer(pd.Index(judgements["judgement_area"]))
    is_known = row >= 0
    grades[row[is_known], area[is_known]] = judgements["grade"].cat.codes.to_numpy()[is_known]
    pages[row[is_known], area[is_known]] = judgements["page"].fillna(0).to_numpy("int64")[is_known]
    return grades, pages


def _days(values: pd.Series) -> Days:
    return values.to_numpy().astype("datetime64[D]")
