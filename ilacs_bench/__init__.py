"""Benchmarks of Ofsted's judgements on English local authority children's services.

What stands in `__all__` is public. It is loaded on first use, so that `import ilacs_bench`, and
with it `ilacs-bench --help`, stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ilacs_bench.benchmark.compare import compare
    from ilacs_bench.benchmark.latest import latest
    from ilacs_bench.errors import IlacsBenchError
    from ilacs_bench.export.benchmark import benchmark_workbook
    from ilacs_bench.lookups.authorities import find_authority
    from ilacs_bench.schema import TABLES
    from ilacs_bench.tables.build import build_tables
    from ilacs_bench.tables.store import Tables, read_tables

__version__ = "0.1.0"
__all__ = [
    "TABLES",
    "IlacsBenchError",
    "Tables",
    "benchmark_workbook",
    "build_tables",
    "compare",
    "find_authority",
    "latest",
    "read_tables",
]

_HOMES = {
    "IlacsBenchError": "ilacs_bench.errors",
    "TABLES": "ilacs_bench.schema",
    "Tables": "ilacs_bench.tables.store",
    "benchmark_workbook": "ilacs_bench.export.benchmark",
    "build_tables": "ilacs_bench.tables.build",
    "compare": "ilacs_bench.benchmark.compare",
    "find_authority": "ilacs_bench.lookups.authorities",
    "latest": "ilacs_bench.benchmark.latest",
    "read_tables": "ilacs_bench.tables.store",
}


def __getattr__(name: str) -> object:
    """The public object `name`, from the module it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ilacs_bench' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
