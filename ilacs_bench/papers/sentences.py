"""Find the claims of a sentence; if it has no known form, say which word prevents it.

A form is a core (a pattern of the letters of tokens) and the letters that may occur beside it in
any order, each as often as given. Nothing is ignored: an unknown word, or one of a kind that the
form does not allow, prevents the sentence from being read.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from ilacs_bench.lookups.phrases import LONGEST, DatePhrase, Token, cut, letters, tokens_of, values
from ilacs_bench.papers.claims import ENGLAND, Claim
from ilacs_bench.vocabulary import GRADES, OVERALL

_AS = re.compile(r"^as (?!at\b|of\b)", re.IGNORECASE)
_CLAIM = re.compile(
    r"g.*[jk%]|[jk%].*g|a.*[bpR]\??\??x?g|[bpR]\??\??x?g.*a|a[,fkx]*g[,x]*$|^a,.{0,3}g|^ag|afg"
    r"|[li].*[bp]g|E.*g|g.*E|G|z.*g|0.*g|nI|1y?Fn|n[HL]|[1uy]y?n?g?X?c|[nu]X?f?[cq].*g|[nu]X?gX?[cq]|g.*nX?f?[cq]"
)
"""Token patterns that look like a claim."""
_NOT_AFTER_AS = re.compile("[gacGo%]")


def sentence_claims(place: str, sentence: str, own: str) -> list[Claim]:
    """Return the claims of one sentence in a paper of the authority `own`; [] for none."""
    tokens, blank = tokens_of(sentence, own), Claim("unread", place, sentence, own)
    if len(sentence) > LONGEST:
        return [replace(blank, problem="it is too long for a sentence")]
    if not _CLAIM.search(letters(tokens)):
        return []
    return (
        _first_read(tokens, blank)
        or _after_as(sentence, own, blank)
        or [replace(blank, problem=_problem(tokens, blank))]
    )


def _first_read(tokens: list[Token], blank: Claim) -> list[Claim]:
    return next((claims for form in _FORMS if (claims := form(tokens, blank))), [])


def _after_as(sentence: str, own: str, blank: Claim) -> list[Claim]:
    """Return claims of 'As …, …', if the rest is not about grades, councils or numbers."""
    if not _AS.match(sentence):
        return []
    for comma in [match.start() for match in re.finditer(",", sentence)][::-1]:
        claims = _first_read(tokens_of(sentence[3:comma], own), blank)
        if claims and not _NOT_AFTER_AS.search(letters(tokens_of(sentence[comma:], own))):
            return claims
    return []


def _problem(tokens: list[Token], blank: Claim) -> str:
    """Return which words prevent a sentence from being read."""
    if not re.search("[gGIF]", letters(tokens)):
        return "it names no grade"
    unknown = [token.text for token in tokens if token.letter in "?Z"]
    others = [token.text for token in tokens if token.letter == "o"]
    if unknown or others:
        named = ", ".join(dict.fromkeys(others))
        return not_understood(unknown) if unknown else f"it names {named} too"
    for at, token in enumerate(tokens):
        if _first_read([*tokens[:at], *tokens[at + 1 :]], blank):
            return f"what ‘{token.text}’ says here is not understood"
    return "how its words belong together is not understood"


def not_understood(words: list[str]) -> str:
    """Return a message that words are not understood, naming the first of them."""
    named = ", ".join(f"‘{word}’" for word in dict.fromkeys(words[:6]))
    return f"{named}{' …' if len(words) > 6 else ''} not understood"


def _form(tokens: list[Token], core: str, beside: str) -> tuple[list[Token], list[Token]]:
    """Return the tokens of the core, and the rest; no core if others may not be beside it."""
    found, rest = cut(tokens, core)
    return ([], tokens) if Counter(letters(rest)) - Counter(beside) else (found, rest)


_TIME = "tPbbpxx,,,,,,"
_GRADED = "gajjkkYff"


def _counts(tokens: list[Token], blank: Claim) -> list[Claim]:
    """Return claims such as 'one of six', 'only six councils', '6 of 152', and who is higher."""
    position, tokens = cut(tokens, "(?:An?X?c?f?[eq])?,*nb?j?H,*nL$")
    members, tokens = cut(tokens, ",?M[ow](?:[,&]*[ow])*,?")
    of: list[int] = []
    while re.search("fy?n", letters(tokens)):
        more, tokens = cut(tokens, "fy?n")
        of += values(more, "n")
    kinds = letters(tokens)
    is_one_of = re.search("w.*(?:1y?n|u)", kinds)
    form = "1y?n|u" if is_one_of else "y?1n|y?nX?"
    core, rest = _form(tokens, form, f"{'ww' if is_one_of else ''}cceq{_TIME}{_GRADED}")
    groups = values([*tokens, *position], "eq") or [ENGLAND]
    is_said = re.search("[cq]", kinds) and (is_one_of or re.search("[bpR]", kinds))
    if not core or not is_said or "g" not in kinds or len(groups) > 1:
        return []
    n = (values(core, "n") or [1])[0]
    if not is_one_of and "1" in letters(core):  # 'one of 14 is'
        n, of = 1, [n, *of]
    kind, others = "one_of" if is_one_of else "count", "X" in letters(core)
    claim = replace(_when(core, rest, blank), kind=kind, grades=values(rest, "g")[0], n=n)
    claim = replace(claim, area=_area(rest), group=groups[0], others=others)
    named = tuple(authorities[-1].la_code for authorities in values(members, "ow") if authorities)
    places = zip(("higher", "lower"), values(position, "n")[-2:], strict=False)
    return [
        replace(claim, of=tuple(of), members=named),
        *(replace(claim, kind=kind, n=n) for kind, n in places),
    ]


def _area(tokens: list[Token]) -> str:
    """Return the judgement that is named, by default overall effectiveness."""
    return next(iter(values(tokens, "a")), OVERALL)


def _first_place(tokens: list[Token], blank: Claim) -> list[Claim]:
    core, _ = _form(tokens, "1y?Fnc?", "wpbiiSS,")
    return [replace(blank, kind="first", n=n) for n in values(core, "n")]


def _improvements(tokens: list[Token], blank: Claim) -> list[Claim]:
    core, rest = _form(tokens, "nI", "iiiswwbpxyd,,")
    claim = replace(_when(core, rest, blank), kind="improvements")
    is_said = re.search("[sbp]", letters(rest))
    return [replace(claim, n=n) for n in values(core, "n")] if is_said else []


def _moved(tokens: list[Token], blank: Claim) -> list[Claim]:
    """Return claims of two grades: 'from good to outstanding'."""
    core, rest = _form(tokens, "G", "waakzxibb,")
    if not core or len(set(values(rest, "a"))) > 1 or "z" not in letters(rest):
        return []
    before, now = (GRADES.index(grades[0]) for grades in core[0].value)
    if {"improved": now <= before, "declined": now >= before}.get(values(rest, "z")[0]):
        return []  # the verb contradicts the grades
    claim = replace(blank, kind="judgement", area=_area(rest))
    both = zip(core[0].value, ("before", "now"), strict=True)
    return [replace(claim, grades=grades, when=when) for grades, when in both]


def _every(tokens: list[Token], blank: Claim) -> list[Claim]:
    core, rest = _form(tokens, "E", "wbbxgjj,")
    grades = values(rest, "g") if core and "w" in letters(rest) else []
    return [replace(blank, kind="every", grades=one) for one in grades]


def _judgements(tokens: list[Token], blank: Claim) -> list[Claim]:
    """Return claims of one grade, or one in each clause; text before a colon applies to all."""
    if letters(tokens).count("g") < 2:
        return _judgement(tokens, blank)
    shared, rest = cut(tokens, "^[vlxdit,]+,(?=[aw])")
    parts = groupby(rest, key=lambda token: token.letter in ",&")
    clauses = [[*shared, *part] for is_between, part in parts if not is_between]
    if len({bool(re.search("[vlxdt]", letters(clause))) for clause in clauses}) > 1:
        return []
    subjects = {token.value: token for token in tokens if token.letter == "a"}
    subjects = subjects or {token.letter: token for token in tokens if token.letter == "w"}
    verb = [token for token in tokens if token.letter in "bpj"][:1]
    claims: list[Claim] = []
    for clause in clauses:
        is_whole = re.search("[aw]", letters(clause)) or len(subjects) > 1
        with_subject = clause if is_whole else [*subjects.values(), *clause]
        claims += (
            _judgement(with_subject, blank) or _judgement([*verb, *with_subject], blank) or [blank]
        )
    return [] if blank in claims else claims


def _judgement(tokens: list[Token], blank: Claim) -> list[Claim]:
    core, rest = _form(tokens, "g", "wwwbpRjjkkaxxCvliiiiSSdddt,,,,ffY")
    kinds = letters(tokens)
    says = re.search("[bpRjkY]|^[vlxdit,]*a,*x*g", kinds) and re.search("[aw]", kinds)
    if not core or not says or ("S" in kinds and not re.search("[vd]", kinds)):
        return []
    claim = replace(_when(core, rest, blank), kind="judgement", grades=core[0].value)
    claim = replace(claim, area=_area(rest), names_no_area="a" not in kinds)
    if "R" not in kinds:
        return [claim]
    times = () if claim.when or claim.dates else ("now", "before")
    return [replace(claim, when=when) for when in times]


def _when(core: list[Token], rest: list[Token], blank: Claim) -> Claim:
    """Return the claim with its as-at dates and inspection dates."""
    kinds, days = letters(rest), values(rest, "t")
    is_on = any(token.text.startswith("on ") for token in rest if token.letter == "t")
    is_inspected = is_on and "p" in kinds and "n" not in letters(core)
    times = {"v": "before", "l": "last", "x": "now", "C": "now"}
    inspected = [DatePhrase(day.year, day.month, day.day) for day in days if is_inspected]
    return replace(
        blank,
        when=next((when for letter, when in times.items() if letter in kinds), ""),
        dates=(*values(rest, "d"), *inspected),
        past="p" in kinds or not set("bRx") & set(kinds),
        as_at=days[0] if days and not is_inspected else None,
        published_by=next(iter(values(rest, "P")), None),
    )


_FORMS: tuple[Callable[[list[Token], Claim], list[Claim]], ...] = (
    *(_first_place, _improvements, _counts, _moved, _every, _judgements),
)
