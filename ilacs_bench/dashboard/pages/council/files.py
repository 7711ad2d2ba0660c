"""The files of the page of one council: functions of a Choice that return a name and bytes."""

from ilacs_bench.briefings.content import briefing
from ilacs_bench.briefings.word import word_document
from ilacs_bench.dashboard.choice import Choice, File
from ilacs_bench.export.benchmark import benchmark_workbook
from ilacs_bench.paths import slug


def excel(choice: Choice) -> File:
    """Return the chosen council beside its group, as an Excel workbook."""
    return _name(choice, "benchmark.xlsx"), benchmark_workbook(choice.comparison)


def word_briefing(choice: Choice) -> File:
    """Return the briefing for a board, as a Word document."""
    to = choice.comparison.to
    made = briefing(choice.tables, choice.la_code, to, as_at=choice.as_at)
    return _name(choice, "briefing.docx"), word_document(made)


def _name(choice: Choice, ending: str) -> str:
    return f"{slug(choice.la_name, '_')}_{choice.as_at:%Y-%m-%d}_{ending}"
