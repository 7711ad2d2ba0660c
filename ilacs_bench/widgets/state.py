"""The state of a page's controls."""

from collections.abc import Mapping

State = Mapping[str, tuple[str, ...]]
"""Values of each control by its name: one, several ticked, or none."""


def one(state: State, name: str) -> str:
    """The value of a control that has one; '' where it has none."""
    values = state.get(name, ())
    return values[0] if values else ""
