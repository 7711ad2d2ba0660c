"""The public functions by the question they answer: for `help(ilacs_bench)` and docs/api.md."""

from ilacs_bench.lookup_rows import read_lookup

QUESTIONS: dict[str, dict[str, str]] = {}
"""By section: the question, and the calls that answer it; `t` are the tables. `questions.csv`."""
for _row in read_lookup("questions"):
    QUESTIONS.setdefault(_row["section"], {})[_row["question"]] = _row["calls"]


def as_text() -> str:
    """The questions and their calls, for a screen."""
    lines = []
    for section, questions in QUESTIONS.items():
        lines += ["", section, ""]
        for question, calls in questions.items():
            lines += [f"  {question}", *(f"      {call}" for call in calls.split("; "))]
    return "\n".join(lines)
