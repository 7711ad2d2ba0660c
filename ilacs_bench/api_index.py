"""The public functions by the question they answer, for `ib.questions()` and docs/api.md."""

from ilacs_bench.lookup_rows import read_lookup


def questions_by_section() -> dict[str, dict[str, str]]:
    """Return each section's questions, and the calls that answer them; `t` is the tables."""
    by_section: dict[str, dict[str, str]] = {}
    for row in read_lookup("questions"):
        by_section.setdefault(row["section"], {})[row["question"]] = row["calls"]
    return by_section


def questions() -> str:
    """Return what can be asked and the calls that answer it, as text; `t` is the tables."""
    lines = []
    for section, asked in questions_by_section().items():
        lines += ["", section, ""]
        for question, calls in asked.items():
            lines += [f"  {question}", *(f"      {call}" for call in calls.split("; "))]
    return "\n".join(lines[1:])
