"""Why a sentence that looks like a claim may be none: a wish, a denial, something else's grade."""

import re

from ilacs_bench.lookups.authorities import mentions

_REASONS = (
    (
        r"\b(?:not|never|nor|cannot|aims?|ambitions?|aspir\w+|targets?|goal|would|could|should|if|until"
        r"|seeks?|wants?|hopes?|expects?|likely|vision|strives?|on track|will be)\b",
        "it may be a wish, a plan or a denial",
    ),
    (
        r"\b(?:schools?|nurser(?:y|ies)|colleges?|children's homes?|fostering (?:agency|service)"
        r"|adoption agency|providers?|settings?|early years|send|local area|local areas"
        r"|youth (?:justice|offending)|hospitals?|cqc)\b",
        "it may be of something else than the inspection of children's services",
    ),
    (
        r"\b(?:focused|monitoring) visits?\b|\bself-(?:evaluation|assessment)\b|\bpeer review\b",
        "it may be of a visit or a review, which give no grade",
    ),
)


def doubt_of(words: str) -> str:
    """Why plain lower-case words may be no claim; empty where nothing says so.

    >>> doubt_of("our aim is to be judged outstanding overall")
    'it may be a wish, a plan or a denial'
    """
    return next((reason for pattern, reason in _REASONS if re.search(pattern, words)), "")


def other_councils(sentence: str, la_code: str) -> tuple[str, ...]:
    """Names of local authorities in a sentence that are not the one with this code.

    A name that two have borne is the one's own where either of them is it.
    """
    named = [mention.bearers for mention in mentions(sentence)]
    others = {
        bearers[-1].la_name for bearers in named if all(one.la_code != la_code for one in bearers)
    }
    return tuple(sorted(others))
