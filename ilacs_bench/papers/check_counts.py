"""Check claims that count councils, at the paper's date and by Ofsted's own cut-off."""

from dataclasses import dataclass
from datetime import date

from ilacs_bench.benchmark.comparators import find_comparator
from ilacs_bench.benchmark.group_grades import (
    OFFICIAL_CUT_OFFS,
    GroupGrades,
    group_grades,
    last_official,
)
from ilacs_bench.benchmark.in_words import area_words, count_words, grade_words
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.papers.claims import AGREES, CANNOT, DISAGREES, Claim, Verdict, all_alike
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import GRADES

_MODELS = ("neighbours 2025", "neighbours 2021")
_REGIONS = {"ofsted_region": ("region",), "ons_region": ("ons_region",)}
_grades = cache_by_tables(most=8)(group_grades)
"""Cached, as the claims of one sentence or row need the same pictures."""
_POSITIONS = ("higher", "same", "lower", "ungraded")


@dataclass(frozen=True)
class _Counted:
    """The result for a claim from one picture; `why` says why it can't be compared, or ''."""

    fits: bool
    of: tuple[int, int]
    sentence: str
    of_words: str
    why: str


def about_count(chosen: Selection, claim: Claim) -> list[Verdict]:
    """Check how many of a group have a grade, and of how many."""
    tables, day = chosen.tables, chosen.as_at
    cut_offs = {chosen.published_by: False}
    if claim.as_at and not claim.published_by:
        end = chosen.covered.complete_to
        cut_offs |= {min(by, end or by): False for by in (claim.cut_off,) if by and by > day}
        cut_offs |= {by: True for as_at, by in OFFICIAL_CUT_OFFS.items() if as_at == claim.as_at}
    by_cut_off = [
        _counts(tables, claim, day, by, official=official) for by, official in cut_offs.items()
    ]
    every = [one for many in by_cut_off for one in many]
    n = ("the only one" if claim.n == 1 else f"one of {claim.n}") if _is_one_of(claim) else claim.n
    read_as = f"{n}{' others' if _without_itself(claim) else ''} {_what(claim)}"
    if why := next((one.why for one in every if one.why), "" if every else "no such group"):
        return [Verdict(read_as, CANNOT, why)]
    verdict = _any([all_alike(one.fits for one in many) for many in by_cut_off])
    sentences = " ".join(dict.fromkeys(one.sentence for one in every))
    if verdict == DISAGREES and claim.as_at is None and _is_of_another_day(tables, claim, day):
        verdict, sentences = (
            CANNOT,
            f"{sentences} The figure may be of another day: the paper gives none.",
        )
    verdicts = [Verdict(read_as, verdict, sentences)]
    of_words = "; ".join(dict.fromkeys(one.of_words for one in every))
    for of in claim.of:
        verdict = _any([all_alike(of in one.of for one in many) for many in by_cut_off])
        verdicts.append(Verdict(f"of {of} local authorities", verdict, of_words))
    return verdicts


def _is_one_of(claim: Claim) -> bool:
    return claim.kind == "one_of"


def _without_itself(claim: Claim) -> bool:
    """Return whether the council itself is not counted, as among neighbours."""
    is_of_neighbours = claim.group.kind == "neighbours" and claim.kind == "count"
    return claim.others or is_of_neighbours or claim.kind in _POSITIONS


def _what(claim: Claim) -> str:
    area = f" on {area_words(claim.area)}"
    if claim.kind in _POSITIONS:
        return ("without a grade" if claim.kind == "ungraded" else f"graded {claim.kind}") + area
    grades = " or ".join(map(grade_words, claim.grades))
    return f"judged {grades}{area}" if len(claim.grades) < len(GRADES) else f"given a grade{area}"


def _counts(tables: Tables, claim: Claim, day: date, by: date, *, official: bool) -> list[_Counted]:
    """Return counts for each group that a claim may mean: two models, two kinds of regions."""
    kind, name = claim.group.kind, claim.group.name
    row = tables.authorities[tables.authorities["la_code"] == claim.la_code].iloc[-1]
    groups = [model for model in _MODELS if model.endswith(name)]
    if kind != "neighbours":
        kinds = _REGIONS.get(kind, ("region", "ons_region"))
        groups = [to for to in kinds if not name or row[find_comparator(to).code] == name]
    groups = ["england"] if kind == "england" else groups
    of, days = (tables, claim.la_code), (day, by)
    return [_count(_grades(*of, to, claim.area, days, official=official), claim) for to in groups]


def _count(one: GroupGrades, claim: Claim) -> _Counted:
    has, others = one.matching(claim.kind, claim.grades), _without_itself(claim)
    n, judged, of = one.counts(has, others=others)
    named = [claim.la_code] if _is_one_of(claim) else claim.members
    is_in = has.get(claim.la_code, default=False)
    itself = "" if others else f", the council {'' if is_in else 'not '}among them"
    whom = f"{of} others" if others else f"{judged} with a grade"
    where = f"({one.label}, {one.when})"
    _, all_judged, everyone = one.counts(has, others=False)
    why, is_of_grades = "", claim.kind not in _POSITIONS and len(claim.grades) < len(GRADES)
    if claim.group.kind != "england" and (claim.la_code not in has.index or everyone == 1):
        why = "There is no local authority to compare the council with on that day."
    elif one.known < everyone:
        why = f"Only {one.known} of the {everyone} local authorities are in your tables."
    elif all_judged * 2 <= everyone and judged not in claim.of and is_of_grades:
        why = f"Only {all_judged} of {everyone} local authorities have a grade on it {where}."
    return _Counted(
        fits=n == claim.n and all(has.get(code, default=False) for code in named),
        of=(judged, of),
        sentence=f"{n} of {whom} {'is' if n == 1 else 'are'} {_what(claim)}{itself} {where}.",
        of_words=f"{judged} with a grade, of "
        f"{count_words(of, 'local authority', 'local authorities')} {where}",
        why=why,
    )


def _any(verdicts: list[str]) -> str:
    """Return 'agrees' if any cut-off does, 'disagrees' if all do, else that it can't be checked."""
    return next((one for one in (AGREES, CANNOT) if one in verdicts), DISAGREES)


def _is_of_another_day(tables: Tables, claim: Claim, day: date) -> bool:
    """Return whether a figure without a date is about the past, or is Ofsted's last figure."""
    official = last_official(day)
    if claim.past or official is None:
        return claim.past
    by = OFFICIAL_CUT_OFFS[official]
    return any(one.fits for one in _counts(tables, claim, official, by, official=True))
