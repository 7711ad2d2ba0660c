"""The public functions by the question they answer, for `help(ilacs_bench)` and docs/api.md."""

from ilacs_bench.lookup_rows import read_lookup


def questions() -> dict[str, dict[str, str]]:
    """Return by section the questions, and the calls that answer each; `t` are the tables."""
    by_section: dict[str, dict[str, str]] = {}
    for row in read_lookup("questions"):
        by_section.setdefault(row["section"], {})[row["question"]] = row["calls"]
    return by_section


def as_text() -> str:
    """Return the questions and their calls as text."""
    lines = []
    for section, asked in questions().items():
        lines += ["", section, ""]
        for question, calls in asked.items():
            lines += [f"  {question}", *(f"      {call}" for call in calls.split("; "))]
    return "\n".join(lines)
