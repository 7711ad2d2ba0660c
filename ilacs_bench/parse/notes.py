"""Sentences that say no more than what somebody or something is called: notes, not findings."""

import re

_NAMES = r"(?:known|referred to)(?: locally)? as"
_IS_CALLED = rf"(?:is|are)(?: also| now| locally)? (?:{_NAMES}|called)"
_CALLS = r"(?:use|adopt) the (?:term|name|word)s?"
_DECIDES = (
    r"(?:prefers?|(?:has|have) (?:taken the decision|decided|chosen|agreed)) to "
    rf"(?:be {_NAMES}|{_CALLS})"
)
# Nothing but the name, a place and the people meant comes after; a comma or a verb would say more.
_NOTE = re.compile(
    rf"[^,;:]{{3,90}}? (?:{_IS_CALLED}|{_CALLS}|{_DECIDES}) "
    r"(?:(?!\b(?:and|who|which|that|is|are|was|were|has|have)\b)[^,;:]){2,90}",
    re.IGNORECASE,
)
_OF_REPORT = re.compile(r"\b(?:this|the|our) report\b", re.IGNORECASE)
_TERM = re.compile(rf"\b(?:terms?\b|{_NAMES}\b|called\b)", re.IGNORECASE)

_HINTS = ("known", "referred to", "called", "term", "name", "word")  # cheap to look for


def is_note(sentence: str) -> bool:
    """Whether a sentence only explains a name or term, or says which one the report uses.

    >>> is_note("In this report care leavers are referred to as young adults.")
    True
    >>> is_note("Visits, known as ‘drop-ins’, help families early.")
    False
    """
    if not any(hint in sentence for hint in _HINTS):
        return False
    if _OF_REPORT.search(sentence) and _TERM.search(sentence):
        return True
    return _NOTE.fullmatch(sentence.rstrip(". ")) is not None
