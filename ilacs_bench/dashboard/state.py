"""The state of a page's controls, and its address.

It imports nothing heavy: the server uses it for addresses, and does without pandas.
"""

from collections.abc import Collection, Mapping
from urllib.parse import parse_qs, urlencode

from ilacs_bench.paths import slug

Texts = tuple[str, ...]
"""A value of a control as in the address: one text, several, or none."""
State = Mapping[str, Texts]
"""Values of each control by its name: one, several ticked, or none."""

_LONGEST_VALUE = 200
_MOST_FIELDS = 400


def parse_state(query: str, defaults: State) -> State:
    """Return the state for a query string: its values in place of the defaults, nothing else.

    >>> parse_state("la=kent&x=1", {"la": ("suffolk",), "to": ("region",)})
    {'la': ('kent',), 'to': ('region',)}
    """
    try:
        given = parse_qs(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:  # more fields than any page can have
        given = {}
    return {
        name: _values(given[name], values) if name in given else tuple(values)
        for name, values in defaults.items()
    }


def _values(given: list[str], default: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values given; 'area=' means none of several."""
    values = tuple(value[:_LONGEST_VALUE] for value in given)
    return values if len(default) == 1 else tuple(filter(None, values))


def query_of(state: State, defaults: State, councils: Collection[str] = ()) -> str:
    """Return the query of a state: values that differ from the defaults, in their order.

    `councils` are the controls that choose a local authority: any spelling of its name is the same,
    so it is written in lower case with hyphens. Other values are written as they are.

    >>> query_of({"la": ("West Sussex",), "q": ("A & B",)}, {"la": ("",), "q": ("",)}, ["la"])
    'la=west-sussex&q=A+%26+B'
    """
    return urlencode(
        [
            (name, (slug(value) or value) if name in councils else value)
            for name, values in defaults.items()
            if tuple(state[name]) != tuple(values)
            for value in (state[name] or ("",))
        ]
    )


def address_of(state: State, defaults: State, councils: Collection[str] = ()) -> str:
    """Return the address of a state, from its '?'; '' if it equals the defaults."""
    query = query_of(state, defaults, councils)
    return f"?{query}" if query else ""
