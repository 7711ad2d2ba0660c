"""What the data says of one claim; every number comes from `benchmark`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from ilacs_bench.benchmark.asked import Day
from ilacs_bench.benchmark.comparators import find_comparator
from ilacs_bench.benchmark.compare import compare
from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.evidence import inspections_of, latest_improvements
from ilacs_bench.benchmark.framework_place import framework_place
from ilacs_bench.benchmark.ledger import NOT_GRADED, Ledger, Places, ledger
from ilacs_bench.benchmark.words import area_words, count_words, day_words, grade_words
from ilacs_bench.papers.claims import Claim
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREAS, GRADES

AGREES, DISAGREES, CANNOT = "agrees", "disagrees", "cannot be checked"
_MODELS = ("neighbours 2025", "neighbours 2021")
_NOT_ALL = "Your tables may not hold all of England: who came first is not known."
_REGIONS = ("region", "ons_region")


@dataclass(frozen=True)
class Verdict:
    """How a claim was understood, the verdict, and what the data says."""

    read_as: str
    verdict: str
    data: str


def about_judgement(tables: Tables, la_code: str, claim: Claim, day: date) -> Iterator[Verdict]:
    """A grade now, at the inspection before, or at the one of a year."""
    (grade,), book = claim.grades, ledger(tables)
    read_as = f"{area_words(claim.area)}: {grade_words(grade)}, {_when_words(claim)}"
    places = inspections_of(tables, la_code, day, day)
    place, why = _chosen(book, places, claim)
    if place is None:
        yield Verdict(read_as, CANNOT, why)
        return
    told = _inspected_words(book, place)
    outside = claim.when == "before" and claim.year and claim.year not in _years(book, place)
    if outside:
        yield Verdict(read_as, DISAGREES, f"The inspection before was {told}.")
        return
    code, graded_as = _grade(book, place, claim.area)
    if code == NOT_GRADED:
        yield Verdict(read_as, CANNOT, f"The inspection {told} has no such judgement here.")
        return
    other = "" if graded_as == claim.area else f" (as ‘{area_words(graded_as)}’)"
    data = f"{grade_words(GRADES[code])}{other}, at the inspection {told}."
    yield Verdict(read_as, AGREES if GRADES[code] == grade else DISAGREES, data)


def _when_words(claim: Claim) -> str:
    words = {"now": "at the latest inspection", "before": "at the inspection before"}
    return words.get(claim.when, f"at the inspection of {claim.when}")


def _chosen(book: Ledger, places: Places, claim: Claim) -> tuple[int | None, str]:
    """The inspection that a claim is about, or why there is none."""
    if claim.when in ("now", "before"):
        number = -1 if claim.when == "now" else -2
        if len(places) < -number:
            return None, f"No {'' if number == -1 else 'earlier '}inspection is in the tables."
        return int(places[number]), ""
    found = [int(place) for place in places if int(claim.when) in _years(book, int(place))]
    if len(found) != 1:
        return None, f"{len(found) or 'No'} full inspections of {claim.when} are in the tables."
    return found[0], ""


def _years(book: Ledger, place: int) -> range:
    """Years in which an inspection was, from its first day on site to its publication."""
    first, last = book.dated[place].item(), book.known[place].item()
    return range(first.year, last.year + 1)


def _inspected_words(book: Ledger, place: int) -> str:
    row = book.inspections.iloc[place]
    if row["dated_by"] == "published":
        return f"published on {day_words(row['published'])}"
    return f"begun on {day_words(row['start'])}, published on {day_words(book.known[place].item())}"


def _grade(book: Ledger, place: int, area: str) -> tuple[int, str]:
    """The code of a grade, and the area it was given on: the area itself, or one that led to it."""
    grades, graded_as, _ = book.graded(np.array([place]), [area], as_previous=True)
    code = int(grades[0, 0])
    return code, AREAS[int(graded_as[0, 0])] if code != NOT_GRADED else area


def about_count(tables: Tables, la_code: str, claim: Claim, day: date) -> Iterator[Verdict]:
    """How many of a group have a grade, and of how many."""
    groups = _groups(tables, la_code, claim)
    grades = " or ".join(grade_words(grade) for grade in claim.grades)
    what = f"judged {grades} on {area_words(claim.area)}"
    if not groups:
        yield Verdict(what, CANNOT, f"The council has no such group: {claim.group.name}.")
        return
    counts = [_Count.of(tables, la_code, to, claim, day) for to in groups]
    read_as = f"{_number_words(claim)} {what}"
    said = " ".join(count.sentence(what) for count in counts)
    part = next((count.part() for count in counts if count.known < count.of_all), "")
    if part:
        yield Verdict(read_as, CANNOT, f"{part} {said}")
        return
    yield Verdict(read_as, _all_alike([count.has(claim) for count in counts]), said)
    if claim.of is not None:
        fits = [claim.of in (count.judged, count.of_all) for count in counts]
        denominators = "; ".join(count.denominators() for count in counts)
        yield Verdict(f"of {claim.of} local authorities", _all_alike(fits), denominators)


def _number_words(claim: Claim) -> str:
    if claim.kind == "one_of":
        return "the only one" if claim.n == 1 else f"one of {claim.n}"
    return f"{claim.n}{' others' if claim.others else ''}"


def _groups(tables: Tables, la_code: str, claim: Claim) -> list[str]:
    """The comparators that a claim may mean: two models, two kinds of regions."""
    name = claim.group.name
    if claim.group.kind == "england":
        return ["england"]
    if claim.group.kind == "neighbours":
        return [model for model in _MODELS if model.endswith(name)]
    own = tables.authorities[tables.authorities["la_code"] == la_code].iloc[-1]
    return [to for to in _REGIONS if not name or own[find_comparator(to).code] == name]


@dataclass(frozen=True)
class _Count:
    """Counts of a group with the council itself in it."""

    label: str
    n: int
    own_has: bool
    judged: int
    known: int
    of_all: int

    @classmethod
    def of(cls, tables: Tables, la_code: str, to: str, claim: Claim, day: Day) -> "_Count":
        rows = compare(tables, la_code, to, as_at=day, areas=[claim.area])
        knows = coverage_of(tables).knows_all_of
        has = rows["grade"].isin(claim.grades)
        label = find_comparator(to).label_for(rows.iloc[0])
        return cls(
            label,
            int(has.sum()),
            bool(has.iloc[0]),
            int(rows["grade"].notna().sum()),
            int((rows["inspection_id"].notna() | rows["la_code"].map(knows).astype("bool")).sum()),
            len(rows),
        )

    def has(self, claim: Claim) -> bool:
        """Whether the claim's number is that of the data."""
        if claim.kind == "one_of":
            return self.own_has and self.n == claim.n
        return self.n - (self.own_has if claim.others else 0) == claim.n

    def sentence(self, what: str) -> str:
        """The count in words, with whether the council is in it."""
        among = "the council among them" if self.own_has else "the council not among them"
        are = "is" if self.n == 1 else "are"
        return f"{self.n} of {self.judged} with a grade {are} {what}, {among} ({self.label})."

    def part(self) -> str:
        """That the tables hold a part of the group only."""
        return f"Only {self.known} of the {self.of_all} local authorities are in your tables."

    def denominators(self) -> str:
        """How many have a grade, of how many."""
        authorities = count_words(self.of_all, "local authority", "local authorities")
        return f"{self.judged} with a grade, of {authorities} ({self.label})"


def _all_alike(fits: list[bool]) -> str:
    """Where a claim may mean two groups, only what holds for both is said."""
    if len(set(fits)) > 1:
        return CANNOT
    return AGREES if fits[0] else DISAGREES


def about_place(tables: Tables, la_code: str, claim: Claim, day: date) -> Iterator[Verdict]:
    """One of the first so many: by publication, and by the first day on site."""
    read_as = f"one of the first {claim.n} inspected under the framework"
    place, covered = framework_place(tables, la_code, as_at=day), coverage_of(tables)
    if place is None:
        why = "No day of publication is known."
        yield Verdict(read_as, CANNOT, _NOT_ALL if covered.is_partial else why)
        return
    fits = [place.place <= claim.n, place.place_on_site <= claim.n]
    on_site = f" By the first day on site its place is {place.place_on_site}."
    yield Verdict(read_as, _all_alike(fits), place.sentence + on_site)


def about_improvements(tables: Tables, la_code: str, claim: Claim, day: date) -> Iterator[Verdict]:
    """How many areas for improvement the latest report has."""
    read_as = count_words(claim.n, "area for improvement", "areas for improvement")
    places = inspections_of(tables, la_code, day, day)
    book = ledger(tables)
    if not len(places) or book.inspections["report"].isna().iloc[places[-1]]:
        yield Verdict(read_as, CANNOT, "The report of the latest inspection was not read.")
        return
    items = latest_improvements(tables, la_code, as_at=day).drop_duplicates("improvement_id")
    kinds = items["kind"].value_counts()
    n = int(kinds.get("area_for_improvement", 0))
    said = ", ".join(f"{str(kind).replace('_', ' ')}: {k}" for kind, k in kinds.items()) or "none"
    told = _inspected_words(book, int(places[-1]))
    yield Verdict(
        read_as,
        AGREES if n == claim.n else DISAGREES,
        f"The report of the inspection {told}: {said}.",
    )
