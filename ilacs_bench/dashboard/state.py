"""The state of a page's controls, and the address that holds it.

Nothing heavy is imported: the server orders addresses with it, and does without pandas.
"""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode

from ilacs_bench.paths import slug

State = Mapping[str, tuple[str, ...]]
"""Values of each control by its name: one, several ticked, or none."""

_NAMES = frozenset({"la"})
"""Controls whose value is a name: it stands in the address in small letters, with hyphens."""
_LONGEST_VALUE = 200
_MOST_FIELDS = 400


def parse_state(query: str, defaults: State) -> State:
    """The state that an address asks for: what it names in place of the defaults, nothing else.

    >>> parse_state("la=kent&x=1", {"la": ("suffolk",), "to": ("region",)})
    {'la': ('kent',), 'to': ('region',)}
    """
    try:
        given = parse_qs(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:  # more fields than any page has controls and options
        given = {}
    return {
        name: _values(given[name], values) if name in given else tuple(values)
        for name, values in defaults.items()
    }


def _values(given: list[str], default: tuple[str, ...]) -> tuple[str, ...]:
    """What was asked for; 'area=' says that nothing is ticked, where several can be."""
    values = tuple(value[:_LONGEST_VALUE] for value in given)
    return values if len(default) == 1 else tuple(filter(None, values))


def query_of(state: State, defaults: State, *, as_typed: bool = False) -> str:
    """The one query of a state, in the order of the defaults: what differs from these.

    Names stand in it in small letters, with hyphens, or `as_typed`.

    >>> query_of({"la": ("West Sussex",), "to": ("all",)}, {"la": ("Hull",), "to": ("all",)})
    'la=west-sussex'
    """
    return urlencode(
        [
            (name, value if as_typed or name not in _NAMES else slug(value))
            for name, values in defaults.items()
            if tuple(state[name]) != tuple(values)
            for value in (state[name] or ("",))
        ]
    )


def address_of(state: State, defaults: State) -> str:
    """The address of a state, from its '?'; '' where nothing differs from the defaults."""
    query = query_of(state, defaults)
    return f"?{query}" if query else ""


def one(state: State, name: str) -> str:
    """The value of a control that has one; '' where it has none."""
    values = state.get(name, ())
    return values[0] if values else ""
