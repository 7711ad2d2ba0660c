"""Pages made from notebooks: controls, views and downloads, determined by the address alone.

    from ilacs_bench.dashboard import Html, Page, controls

Names are imported on first use: the server itself needs only page addresses, and no pandas.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ilacs_bench.dashboard import controls
    from ilacs_bench.dashboard.choice import Choice
    from ilacs_bench.dashboard.page import Page
    from ilacs_bench.dashboard.parts import Html, beside, folded

__all__ = ["Choice", "Html", "Page", "beside", "controls", "folded"]

_HOMES = {"Choice": "choice", "Html": "parts", "Page": "page", "beside": "parts", "folded": "parts"}


def __getattr__(name: str) -> object:
    """Import the object `name` from its module."""
    if name not in __all__:
        raise AttributeError(f"module 'ilacs_bench.dashboard' has no attribute {name!r}")
    module = import_module(f"ilacs_bench.dashboard.{_HOMES.get(name, name)}")
    return getattr(module, name) if name in _HOMES else module
