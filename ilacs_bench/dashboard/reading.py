"""What a state of a page means: each control read, and every council found by its name."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from ilacs_bench.benchmark.latest import existing_authorities
from ilacs_bench.benchmark.resolve import find_la_codes, resolve_authority
from ilacs_bench.dashboard.choice import Choice, Chosen, Found
from ilacs_bench.dashboard.fields import Field
from ilacs_bench.dashboard.state import State
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.store import Tables


def read_state(tables: Tables, fields: Mapping[str, Field], found: Found, state: State) -> Chosen:
    """What is chosen, checked. Raises UnknownName, which names the control, for what can't be."""
    texts, values = {}, {}
    for name, field in fields.items():
        with _asked_by(name):
            values[name], texts[name] = field.read(tuple(state.get(name, field.first)))
    chosen = Chosen(texts, values)
    as_at = Choice(chosen, found).as_at
    for name, field in fields.items():
        with _asked_by(name):
            if field.role == "council":  # by whatever name it was asked for, it has one now
                values[name] = la_name = _la_name(tables, values[name].strip(), as_at)
                texts[name] = (la_name,)
            elif field.role == "own_group":
                find_la_codes(tables, values[name], as_at)
    return chosen


def _la_name(tables: Tables, name: str, as_at: date) -> str:
    """The name of the local authority meant; '' where none is."""
    if not name:
        return ""
    la_code, there = resolve_authority(tables, name, as_at), existing_authorities(tables, as_at)
    return str(there.loc[there["la_code"] == la_code, "la_name"].iloc[0])


@contextmanager
def _asked_by(control: str) -> Iterator[None]:
    """Note in an error which control asked for what is not known."""
    try:
        yield
    except UnknownName as problem:
        problem.control = control
        raise
