"""Write docs/api.md from `questions.csv` and the docstrings; part of `make fix`."""

import inspect
from pathlib import Path

import ilacs_bench
from ilacs_bench.api_index import questions_by_section

PAGE = Path(__file__).resolve().parents[1] / "docs" / "api.md"
_OPENING = """\
# The library by question

Written by `make fix` from `data/lookups/questions.csv` and the docstrings, never by hand.
`print(ilacs_bench.questions())` shows the same questions, `help(ilacs_bench.compare)` what a
function takes, gives and refuses; the [data dictionary](data_dictionary.md) says what each column
means.

A local authority answers to any name, alias, GSS code, DfE number (a number too) or URN, a
judgement to its code or its words. Days are dates or text such as '2025-03-31'; without one it is
the last day that the tables know of. `to` is 'neighbours', 'neighbours_2021', 'region',
'ons_region', 'type', 'england', a list of authorities, or the name of a list saved with
`save_own_list`. One value may stand where several can. What can't be answered is an
`IlacsBenchError` that says what to choose instead."""


def api_page() -> str:
    """Return the page: the questions with their calls, then every public name."""
    return "\n\n".join([_OPENING, *map(_section, questions_by_section()), _names()]) + "\n"


def _section(name: str) -> str:
    rows = [
        f"| {question} | {_code(calls)} |"
        for question, calls in questions_by_section()[name].items()
    ]
    return "\n".join([f"## {name}", "", "| The question | Calls |", "| --- | --- |", *rows])


def _code(calls: str) -> str:
    """Return calls as code, with comments after them."""
    told = [call.partition("  # ") for call in calls.split("; ")]
    return ", ".join(f"`{code}`" + (f" ({said})" if said else "") for code, _, said in told)


def _names() -> str:
    public = {name: getattr(ilacs_bench, name) for name in ilacs_bench.__all__}
    rows = [
        f"| `{name}{_arguments(of)}` | {_says(of)} |"
        for name, of in public.items()
        if inspect.isfunction(of) or inspect.isclass(of)
    ]
    return "\n".join(
        ["## Every function and class", "", "| Name | What it is |", "| --- | --- |", *rows]
    )


def _arguments(public: object) -> str:
    if not inspect.isfunction(public):
        return ""
    return f"({', '.join(inspect.signature(public).parameters)})"


def _says(public: object) -> str:
    """Return the first paragraph of the docstring, in one line."""
    return " ".join((public.__doc__ or "").split("\n\n")[0].split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(api_page(), encoding="utf-8")
    print(f"Written: {PAGE}")
