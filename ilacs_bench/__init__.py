"""Benchmarks of Ofsted's judgements on English local authority children's services.

What stands in `__all__` is public. It is loaded on first use, so that `import ilacs_bench`, and
with it `ilacs-bench --help`, stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ilacs_bench.errors import IlacsBenchError
    from ilacs_bench.schema import TABLES
    from ilacs_bench.tables.store import Tables, read_tables

__version__ = "0.1.0"
__all__ = ["TABLES", "IlacsBenchError", "Tables", "read_tables"]

_HOMES = {
    "IlacsBenchError": "ilacs_bench.errors",
    "TABLES": "ilacs_bench.schema",
    "Tables": "ilacs_bench.tables.store",
    "read_tables": "ilacs_bench.tables.store",
}


def __getattr__(name: str) -> object:
    """The public object `name`, from the module it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ilacs_bench' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
