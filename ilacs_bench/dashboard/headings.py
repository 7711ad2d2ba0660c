"""How a column of a frame is called in a table, and the words that stand for its codes."""

from collections.abc import Mapping
from functools import cache

from ilacs_bench.schema import TABLES
from ilacs_bench.tables.labels import CODE_LABELS
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, GRADE_LABELS

SHORT_GRADES = {grade: label.removesuffix(" to be good") for grade, label in GRADE_LABELS.items()}
"""What stands in a narrow cell; the printed label is the whole."""
_HEADINGS = {
    "la_code": "GSS code",
    "la_name": "Local authority",
    "la_type": "Authority type",
    "judgement_area": "Judgement",
    "graded_as": "Graded as",
    "source_url": "Report",
    "n": "Number",
    "as_at": "As at",
    "start": "First day on site",
    "end": "Last day on site",
}
_SPELT = {
    "la": "LA",
    "dfe": "DfE",
    "ons": "ONS",
    "urn": "URN",
    "gss": "GSS",
    "id": "ID",
    "n": "number",
}
_SHORT_LABELS: dict[str, Mapping[str, str]] = {
    "judgement_area": AREA_SHORT_LABELS,
    "grade": SHORT_GRADES,
}
_SAME_CODES = {
    "graded_as": "judgement_area",
    "previous_area": "judgement_area",
    "previous_framework": "framework",
    "previous_grade": "grade",
}


def heading_of(name: str) -> str:
    """The heading of a column: its own where it has one, else its name in words.

    >>> heading_of("la_name"), heading_of("previous_ons_region"), heading_of("Rate per 10,000")
    ('Local authority', 'Previous ONS region', 'Rate per 10,000')
    """
    if name in _HEADINGS:
        return _HEADINGS[name]
    words = " ".join(_SPELT.get(word, word) for word in name.split("_")).strip()
    return words[:1].upper() + words[1:]


@cache
def meaning_of(name: str) -> str:
    """What a column means, where the tidy tables have one of its name and agree on it; else ''."""
    meanings = {c.meaning for table in TABLES.values() for c in table.columns if c.name == name}
    return meanings.pop() if len(meanings) == 1 else ""


def labels_of(name: str) -> Mapping[str, str]:
    """Words by code for a column of codes; none for any other."""
    name = _SAME_CODES.get(name, name)
    return _SHORT_LABELS.get(name) or CODE_LABELS.get(name, {})
