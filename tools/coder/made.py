"""Invented training sentences with codes, of kinds that are rare in reports.

"Rarely good" is a criticism and "rarely at fault" praise; a figure is good or bad depending on what
it counts; "despite" and "but" reverse a sentence. Sentences are combined from lists of words, so
that the network learns how such words affect others.
"""

import random
from collections.abc import Iterator, Sequence

from ilacs_bench.themes.batch import Item
from tools.coder.coded import CodedItem

SEED = 0
MOST_MIXED = 500
S, W, M, N = "strength", "weakness", "mixed", "neutral"
Made = tuple[str, str, str, str, str]  # text, section, themes, polarity, the sentence before
Thing = tuple[str, str, str]

_WANTED: Sequence[Thing] = (
    ("Life-story work", "life_story_and_direct_work", "in_care"),
    ("Direct work with children", "life_story_and_direct_work", "help_protection"),
    ("Advocacy", "voice", "in_care"),
    ("Reflective supervision", "supervision", "leaders"),
    ("Independent challenge by reviewing officers", "visits_and_reviews", "in_care"),
    ("Help with budgeting", "local_offer", "care_leavers"),
    ("Management oversight", "management_oversight", "leaders"),
    ("Feedback from families", "voice", "leaders"),
    ("Therapy for children in care", "health", "in_care"),
    ("Respite for foster carers", "fostering", "in_care"),
    ("Analysis in assessments", "assessment", "help_protection"),
    ("Contingency planning", "planning", "help_protection"),
    ("Attendance by health professionals", "partnership", "help_protection"),
    ("Learning from audits", "quality_assurance", "leaders"),
    ("Contact with personal advisers", "pathway_planning", "care_leavers"),
    ("Training for new staff", "training", "leaders"),
)
_UNWANTED: Sequence[Thing] = (
    ("Bed and breakfast accommodation", "accommodation", "care_leavers"),
    ("Hotel accommodation", "accommodation", "care_leavers"),
    ("Unregistered provision", "sufficiency", "in_care"),
    ("Emergency placement far from home", "sufficiency", "in_care"),
    ("Placement breakdown", "stability", "in_care"),
    ("Unplanned moving between homes", "stability", "in_care"),
    ("Drift", "planning", "help_protection"),
    ("Delay in adoption", "permanence", "in_care"),
    ("Drift and delay in planning", "planning", "help_protection"),
    ("School exclusion", "education", "in_care"),
    ("Reliance on agency staff", "workforce_stability", "leaders"),
    ("Turnover of social workers", "workforce_stability", "leaders"),
    ("Homelessness among care leavers", "accommodation", "care_leavers"),
    ("Duplication of records", "performance_and_recording", "leaders"),
    ("Late visiting", "visits_and_reviews", "in_care"),
    ("Waiting for early help", "early_help", "help_protection"),
)
_RARE = (
    "is rarely seen",
    "is seldom found",
    "is very rarely used",
    "is hardly ever used",
    "is rarely evident",
    "is minimal",
    "has reduced significantly",
    "has significantly reduced",
    "has fallen sharply",
    "has dwindled",
    "has halved since last year",
    "is low",
    "is uncommon",
    "happens only rarely",
    "has declined in the past year",
)
_RARE_UNWANTED = (
    "is only a last resort",
    "is used rarely, and only as a last resort",
    "has been eradicated",
    "has been eliminated",
    "is no longer used",
    "has all but stopped",
    "is kept to a minimum",
    "is avoided wherever possible",
    "is the exception",
)
_RARE_WANTED = (
    "is insufficient",
    "is lacking",
    "is scarce",
    "is rarely offered",
    "is seldom good enough",
    "is sporadic",
    "is no longer offered",
    "is in short supply",
    "is hard to get",
)
_COMMON = (
    "is increasing",
    "has doubled since last year",
    "has grown",
    "is common",
    "has risen considerably",
    "is frequent",
    "is high",
)
_MORE_IS_GOOD: Sequence[Thing] = (
    (
        "The proportion of care leavers in education, employment or training",
        "education_employment_training",
        "care_leavers",
    ),
    ("The share of health assessments done on time", "health", "in_care"),
    ("The attendance of children in care at school", "education", "in_care"),
    ("The attainment of children in care", "education", "looked_after"),
    ("The share of reviews held on time", "visits_and_reviews", "looked_after"),
    ("The proportion of care leavers in suitable homes", "accommodation", "care_leavers"),
    ("The share of children with dental checks", "health", "looked_after"),
    ("The proportion of visits made on time", "visits_and_reviews", "help_protection"),
    ("The percentage of assessments finished on time", "assessment", "help_protection"),
    ("The proportion of children adopted", "permanence", "adoption"),
    (
        "The percentage of care leavers with a current pathway plan",
        "pathway_planning",
        "care_leavers",
    ),
)
_LESS_IS_GOOD: Sequence[Thing] = (
    ("The re-referral rate", "front_door", "help_protection"),
    ("The turnover rate of social workers", "workforce_stability", "leadership"),
    ("The vacancy rate", "workforce_stability", "leaders"),
    ("The rate of persistent absence from school", "education", "looked_after"),
    ("The attainment gap", "education", "looked_after"),
    ("The average time that children wait to be adopted", "permanence", "adoption"),
    (
        "The proportion of care leavers who are not in education, employment or training",
        "education_employment_training",
        "care_leavers",
    ),
    ("The number of children who move three times or more", "stability", "looked_after"),
    ("The average time between a placement order and a match", "permanence", "adoption"),
    ("The rate of exclusions", "education", "in_care"),
    ("The average caseload", "workforce_stability", "leaders"),
)
_ABOVE = (
    "is above the national average",
    "is higher than in similar authorities",
    "has risen from 31% to 44%",
    "is 12 percentage points above the England average",
    "is well above comparators",
    "has increased over the past two years",
    "exceeds that of statistical neighbours",
)
_BELOW = (
    "is below the national average",
    "is lower than in similar authorities",
    "has fallen from 44% to 31%",
    "is 12 percentage points below the England average",
    "is well below comparators",
    "has decreased over the past two years",
    "has dropped since 2014",
)
_LIKE = ("is in line with the national average", "is similar to the England average")
_WELL: Sequence[Thing] = (
    ("children are seen quickly", "visits_and_reviews", "help_protection"),
    ("most assessments are thorough", "assessment", "help_protection"),
    ("plans are clear and purposeful", "planning", "help_protection"),
    ("social workers know children well", "life_story_and_direct_work", "in_care"),
    ("foster carers feel well supported", "fostering", "in_care"),
    ("managers have a firm grip on casework", "management_oversight", "leaders"),
    ("care leavers speak warmly of their advisers", "pathway_planning", "care_leavers"),
    ("supervision is regular", "supervision", "leaders"),
    ("partners share information promptly", "partnership", "help_protection"),
    ("staff morale is high", "training", "leaders"),
    ("children make good progress at school", "education", "in_care"),
    ("recruitment has improved", "workforce_stability", "leaders"),
    ("most care leavers have a suitable home", "accommodation", "care_leavers"),
)
_BADLY: Sequence[Thing] = (
    ("too few plans are reviewed on time", "planning", "help_protection"),
    ("some assessments lack analysis", "assessment", "help_protection"),
    ("visits are often late", "visits_and_reviews", "in_care"),
    ("children wait too long for therapy", "health", "in_care"),
    ("records are not always complete", "performance_and_recording", "leaders"),
    ("letters to parents are hard to follow", "pre_proceedings", "help_protection"),
    ("managers do not always challenge drift", "management_oversight", "leaders"),
    ("not all care leavers know what they are entitled to", "local_offer", "care_leavers"),
    ("few children have an advocate", "voice", "in_care"),
    ("caseloads are too high in some teams", "workforce_stability", "leaders"),
    ("there are not enough foster carers", "sufficiency", "in_care"),
    ("audits rarely lead to change", "quality_assurance", "leaders"),
)
_TURNED = (
    ("{a}, but {b}.", M),
    ("{a}, although {b}.", M),
    ("While {a}, {b}.", M),
    ("Although {a}, {b}.", M),
    ("{a}; however, {b}.", M),
)
_HARD = ("high demand", "a shortage of staff", "these challenges", "the pandemic", "rising numbers")
_EFFORT = ("this work", "recent investment", "a clear strategy", "the efforts of staff")
_WHO = ("One in five", "20% of", "A third of", "Some", "A few", "Nearly half of the", "Several")
_UNHAPPY = (
    ("children in care said that they do not feel safe where they live", "stability", "in_care"),
    (
        "care leavers said that they do not feel safe where they live",
        "accommodation",
        "care_leavers",
    ),
    ("young people told us that they feel let down", "", "care_leavers"),
    ("care leavers feel lonely and unprepared for adult life", "local_offer", "care_leavers"),
    ("social workers said that their caseloads are unmanageable", "workforce_stability", "leaders"),
    ("parents were unhappy with the help that they got", "early_help", "help_protection"),
    ("children could not name their social worker", "life_story_and_direct_work", "in_care"),
    ("foster carers feel undervalued", "fostering", "in_care"),
)
_HAPPY = (
    ("children in care said that they feel safe where they live", "stability", "in_care"),
    ("care leavers feel safe where they live", "accommodation", "care_leavers"),
    ("social workers enjoy working here", "training", "leaders"),
    ("foster carers feel valued", "fostering", "in_care"),
)
_MOST = ("Most", "Almost all", "Nine in ten", "The great majority of", "95% of")
_FAULTS = ("These delays", "The gaps in recording", "Such shortfalls", "This", "Late reviews")
_NO_HARM = (
    "had no adverse impact on children",
    "did not have a negative effect on children",
    "have not led to harm for any child",
    "had no detrimental impact on progress",
    "has not affected the quality of support",
)
_HARM = (
    "had an adverse impact on children",
    "have left some children at risk",
    "had a detrimental effect on progress",
    "has affected the quality of support",
)
_EFFORTS = ("The strategy", "The new panel", "Scrutiny by members", "The action plan", "Training")
_NO_IMPACT = (
    "has had insufficient impact on practice",
    "has made little difference to children",
    "has had limited effect so far",
    "has not led to better plans",
)
_IMPACT = (
    "has had a marked impact on practice",
    "has made a real difference to children",
    "has led to better plans",
)
_GROUPS: Sequence[Thing] = (
    ("care leavers over 21", "local_offer", "care_leavers"),
    ("disabled children", "disabled_children", "help_protection"),
    ("young carers", "early_help", "help_protection"),
    ("foster carers", "fostering", "in_care"),
    ("connected carers", "private_fostering_and_kinship", "in_care"),
    ("adoptive families", "permanence", "adoption"),
)
_CUT = (
    "Support for {g} is significantly reduced.",
    "Help for {g} has been cut back.",
    "{g} receive minimal assistance.",
    "{g} get little practical help.",
    "The offer to {g} is limited.",
)
_RICH = (
    "Support for {g} is significantly improved.",
    "{g} receive generous assistance.",
    "{g} get a great deal of practical help.",
    "The offer to {g} is extensive.",
)
_WAITED: Sequence[Thing] = (
    ("an assessment", "assessment", "help_protection"),
    ("therapy", "health", "in_care"),
    ("a foster home", "sufficiency", "in_care"),
    ("an adoptive family", "permanence", "adoption"),
    ("an independent visitor", "voice", "in_care"),
    ("early help", "early_help", "help_protection"),
    ("a short break", "disabled_children", "help_protection"),
    ("a mental health service", "health", "looked_after"),
    ("a social worker", "workforce_stability", "help_protection"),
    ("direct work", "life_story_and_direct_work", "help_protection"),
)
_QUEUES = (
    ("The number waiting for {x} has doubled since last year.", W),
    ("More children wait for {x} than a year ago.", W),
    ("The queue for {x} is growing.", W),
    ("The number waiting for {x} has risen from 40 to 80.", W),
    ("Fewer children wait for {x} than a year ago.", S),
    ("The number waiting for {x} has fallen from 80 to 40.", S),
    ("The queue for {x} is much shorter.", S),
    ("The number of children waiting for {x} has doubled.", W),
    ("The number of children who wait for {x} has trebled in a year.", W),
    ("Waiting times for {x} have grown.", W),
    ("Forty children are waiting for {x}.", W),
    ("The waiting list for {x} has halved.", S),
    ("The number of children waiting for {x} has fallen.", S),
    ("No children are waiting for {x}.", S),
    ("There is no waiting list for {x}.", S),
)
_KNOWN: Sequence[Thing] = (
    ("privately fostered", "private_fostering_and_kinship", "help_protection"),
    ("at risk of radicalisation", "exploitation_and_missing", "help_protection"),
    ("at risk of female genital mutilation", "neglect_and_domestic_abuse", "help_protection"),
    ("homeless at 16 or 17", "homeless_16_17", "help_protection"),
)
_NOBODY = (
    "No children have been identified as {x}.",
    "No child is currently known to be {x}.",
    "At the time of the inspection, no children were known to be {x}.",
)
_ORDERS = (
    ("Supervision orders are used well.", S),
    ("Children on supervision orders get the help that they need.", S),
    ("Some children on supervision orders are not visited often enough.", W),
    ("Twelve children are subject to supervision orders.", N),
)
_FEW = (
    ("Very few care leavers {x}.", W),
    ("Only a small minority of care leavers {x}.", W),
    ("Few young people {x}.", W),
    ("Too few care leavers {x}.", W),
    ("A growing number of care leavers {x}.", S),
    ("Most care leavers {x}.", S),
)
_DONE: Sequence[Thing] = (
    ("are in apprenticeships", "education_employment_training", "care_leavers"),
    ("stay with their foster carers after 18", "accommodation", "care_leavers"),
    ("have a pathway plan that is up to date", "pathway_planning", "care_leavers"),
    ("have had their health history", "local_offer", "care_leavers"),
    ("go on to university", "education_employment_training", "care_leavers"),
)


def made_items() -> list[CodedItem]:
    """Return the training sentences, always the same in the same order."""
    made = sorted(set(_made()))
    mixed = [each for each in made if each[3] == M]
    kept = random.Random(SEED).sample(mixed, MOST_MIXED)  # noqa: S311  no secret
    return [_coded(*each) for each in made if each[3] != M] + [_coded(*each) for each in kept]


def _coded(text: str, section: str, themes: str, polarity: str, before: str) -> CodedItem:
    given = (*themes.split(),)
    text = text[0].upper() + text[1:]
    return CodedItem("", "", Item(text, section, before), given, given, polarity)


def _made() -> Iterator[Made]:
    yield from _amounts()
    yield from _figures()
    yield from _turns()
    yield from _people()
    yield from _impacts()
    yield from _help()
    yield from _numbers()


def _amounts() -> Iterator[Made]:
    for things, rare, own, common in (
        (_WANTED, W, _RARE_WANTED, S),
        (_UNWANTED, S, _RARE_UNWANTED, W),
    ):
        for thing, themes, section in things:
            for words in (*_RARE, *own):
                yield f"{thing} {words}.", section, themes, rare, ""
            for words in _COMMON:
                yield f"{thing} {words}.", section, themes, common, ""


def _figures() -> Iterator[Made]:
    for measures, above, below in ((_MORE_IS_GOOD, S, W), (_LESS_IS_GOOD, W, S)):
        for measure, themes, section in measures:
            for changes, polarity in ((_ABOVE, above), (_BELOW, below), (_LIKE, N)):
                for words in changes:
                    yield f"{measure} {words}.", section, themes, polarity, ""
                    before = f"{measure} was 37% in the year before the inspection."
                    yield f"This {words}.", section, themes, polarity, before


def _turns() -> Iterator[Made]:
    for well, good, section in _WELL:
        for badly, bad, _ in _BADLY:
            themes = " ".join(dict.fromkeys([good, bad]))
            for form, polarity in _TURNED:
                yield form.format(a=well, b=badly), section, themes, polarity, ""
                yield form.format(a=badly, b=well), section, themes, polarity, ""
        for hard in _HARD:
            yield f"Despite {hard}, {well}.", section, good, S, ""
    for badly, bad, section in _BADLY:
        for effort in _EFFORT:
            yield f"Despite {effort}, {badly}.", section, bad, W, ""


def _people() -> Iterator[Made]:
    for share, told, polarity in ((_WHO, _UNHAPPY, W), (_MOST, _HAPPY, S)):
        for who in share:
            for words, themes, section in told:
                yield f"{who} {words}.", section, themes, polarity, ""
    for done, themes, section in _DONE:
        for form, polarity in _FEW:
            yield form.format(x=done), section, themes, polarity, ""


def _impacts() -> Iterator[Made]:
    for subjects, changes, themes, section, polarity in (
        (_FAULTS, _NO_HARM, "", "help_protection", S),
        (_FAULTS, _HARM, "", "help_protection", W),
        (_EFFORTS, _NO_IMPACT, "leadership_and_governance", "leaders", W),
        (_EFFORTS, _IMPACT, "leadership_and_governance", "leaders", S),
    ):
        for subject in subjects:
            for words in changes:
                yield f"{subject} {words}.", section, themes, polarity, ""


def _help() -> Iterator[Made]:
    for group, themes, section in _GROUPS:
        for forms, polarity in ((_CUT, W), (_RICH, S)):
            for form in forms:
                yield form.format(g=group), section, themes, polarity, ""


def _numbers() -> Iterator[Made]:
    for thing, themes, section in _WAITED:
        for form, polarity in _QUEUES:
            yield form.format(x=thing), section, themes, polarity, ""
    for known, themes, section in _KNOWN:
        for form in _NOBODY:
            yield form.format(x=known), section, themes, N, ""
    for words, polarity in _ORDERS:
        yield words, "in_care", "permanence", polarity, ""
