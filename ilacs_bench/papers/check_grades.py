"""Check claims about one council: its grades, its rank in time, its report."""

from ilacs_bench.benchmark.areas_for_improvement import latest_improvements
from ilacs_bench.benchmark.framework_place import framework_place
from ilacs_bench.benchmark.in_words import area_words, count_words, grade_words
from ilacs_bench.benchmark.inspection_facts import InspectionFacts, inspection_facts
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.lookups.phrases import DatePhrase
from ilacs_bench.papers.claims import AGREES, CANNOT, DISAGREES, Claim, Verdict, all_alike
from ilacs_bench.vocabulary import FRAMEWORKS, GRADES

_FIRST_YEAR = min(framework.first_day for framework in FRAMEWORKS.values()).year


def about_judgement(chosen: Selection, claim: Claim) -> list[Verdict]:
    """Check a grade now, at the inspection before, or at that of a day, month or year."""
    inspections = inspection_facts(chosen)
    is_known = chosen.covered.knows_all_of(claim.la_code)
    grades = " or ".join(map(grade_words, claim.grades)) or "no grade"
    read_as = f"{area_words(claim.area)}: {grades}, at the {_when_words(claim)}"
    matching = _chosen(inspections, claim)
    if not matching:
        return [Verdict(read_as, *_none(inspections, claim, is_known=is_known))]
    verdicts = [_graded(one, claim) for one in matching]
    verdict = verdicts[0][0] if len({one for one, _ in verdicts}) == 1 else CANNOT
    data = " ".join(data for _, data in verdicts)
    is_open = claim.past and claim.names_no_area and not (claim.when or claim.dates)
    agreeing = [one for one in inspections if _graded(one, claim)[0] == AGREES]
    if verdict == DISAGREES and is_open and agreeing:
        verdict, data = CANNOT, f"{data} An earlier inspection gave it, which may be meant."
    return [Verdict(read_as, verdict, data)]


def _when_words(claim: Claim) -> str:
    days = f" of {', '.join(map(str, claim.dates))}" if claim.dates else ""
    words = {"before": "inspection before", "last": "last inspection"}
    return f"{words.get(claim.when, 'inspection' if days else 'latest inspection')}{days}"


def _is_of(one: InspectionFacts, when: DatePhrase) -> bool:
    return one.is_of(when.year, when.month, when.day)


def _chosen(inspections: list[InspectionFacts], claim: Claim) -> list[InspectionFacts]:
    """Return the inspections that a claim may be about."""
    if claim.dates:
        found = [one for one in inspections if all(_is_of(one, when) for when in claim.dates)]
        wanted = {"now": True, "before": False}.get(claim.when)
        is_one = len(found) == 1 and wanted in (None, found == inspections[-1:])
        return found if is_one else []
    around = [one for one in inspections if any(_is_of(one, when) for when in claim.around)]
    if claim.when == "" and around:
        return around if claim.past or claim.in_table else [*around, inspections[-1]]
    if claim.when in ("before", "last"):
        return (
            inspections[-2:][: 1 if claim.when == "before" else 2] if len(inspections) > 1 else []
        )
    return inspections[-1:]


def _none(inspections: list[InspectionFacts], claim: Claim, *, is_known: bool) -> tuple[str, str]:
    """Return the verdict if a claim matches no inspection, or more than one."""
    if not claim.dates:
        is_so = not claim.grades and is_known and claim.when != "last"
        return AGREES if is_so else CANNOT, "No such inspection is in the tables."
    is_wrong = claim.when in ("before", "last") and len(inspections) > 1
    is_wrong &= all(when.year and when.year > _FIRST_YEAR for when in claim.dates)
    if is_wrong and not any(all(_is_of(one, when) for when in claim.dates) for one in inspections):
        return DISAGREES, f"The previous inspection was {inspections[-2].words}."
    return CANNOT, "No full inspection of that time, or several, are in the tables."


def _graded(one: InspectionFacts, claim: Claim) -> tuple[str, str]:
    """Return the verdict on a grade at one inspection: of the area, or its earlier form."""
    if claim.area not in one.grades:
        why = f"The inspection {one.words} has no such judgement here."
        return CANNOT if claim.grades else AGREES, why
    grade, given_on = one.grades[claim.area]
    other = "" if given_on == claim.area else f" (as ‘{area_words(given_on)}’)"
    data = f"{grade_words(grade)}{other}, at the inspection {one.words}."
    if not claim.grades:
        return CANNOT if other else DISAGREES, data
    return AGREES if grade in claim.grades else DISAGREES, data


def about_every(chosen: Selection, claim: Claim) -> list[Verdict]:
    """Check a grade on every judgement of the latest inspection."""
    read_as = f"{' or '.join(map(grade_words, claim.grades))} on every judgement"
    for one in inspection_facts(chosen)[-1:]:
        given = {area: grade for area, (grade, on) in one.grades.items() if on == area}
        parts = "; ".join(
            f"{area_words(area)}: {grade_words(grade)}" for area, grade in given.items()
        )
        verdict = AGREES if set(given.values()) <= set(claim.grades) else DISAGREES
        return [Verdict(read_as, verdict, f"{parts}, at the inspection {one.words}.")]
    return [Verdict(read_as, CANNOT, "No inspection is in the tables.")]


def about_direction(chosen: Selection, claim: Claim) -> list[Verdict]:
    """Check whether a grade went up or down since the previous inspection."""
    read_as = f"{area_words(claim.area)}: {claim.direction} since the previous inspection"
    inspections = inspection_facts(chosen)[-2:]
    grades = [
        GRADES.index(one.grades[claim.area][0]) for one in inspections if claim.area in one.grades
    ]
    if len(grades) < 2:
        return [Verdict(read_as, CANNOT, "It has no grade now or no previous grade.")]
    previous, now = grades
    way = "same" if previous == now else "improved" if previous < now else "declined"
    sentence = f"{way}: {grade_words(GRADES[previous])} before, {grade_words(GRADES[now])} now."
    return [Verdict(read_as, AGREES if way == claim.direction else DISAGREES, sentence)]


def about_place(chosen: Selection, claim: Claim) -> list[Verdict]:
    """Check a claim of being among the first so many, by publication or first day on site."""
    read_as = f"one of the first {claim.n} inspected under the framework"
    place = framework_place(chosen)
    if place is None:
        why = "Your tables may not hold all of England: who came first is not known."
        is_part = chosen.covered.is_partial
        return [Verdict(read_as, CANNOT, why if is_part else "No day of publication is known.")]
    verdict = all_alike([place.place <= claim.n, place.place_on_site <= claim.n])
    on_site = f" By the first day on site its place is {place.place_on_site}."
    return [Verdict(read_as, verdict, place.sentence + on_site)]


def about_improvements(chosen: Selection, claim: Claim) -> list[Verdict]:
    """Check how many areas for improvement the latest report has."""
    read_as = count_words(claim.n, "area for improvement", "areas for improvement")
    inspections = inspection_facts(chosen)
    if not inspections or not inspections[-1].is_read:
        return [Verdict(read_as, CANNOT, "The report of the latest inspection was not read.")]
    if claim.when == "before" or not all(_is_of(inspections[-1], when) for when in claim.dates):
        return [Verdict(read_as, CANNOT, "It is not of the latest inspection.")]
    items = latest_improvements(chosen)
    kinds = items.drop_duplicates("improvement_id")["kind"].value_counts()
    is_so = int(kinds.get("area_for_improvement", 0)) == claim.n
    counts = ", ".join(f"{str(kind).replace('_', ' ')}: {k}" for kind, k in kinds.items()) or "none"
    data = f"The report of the inspection {inspections[-1].words}: {counts}."
    return [Verdict(read_as, AGREES if is_so else DISAGREES, data)]
