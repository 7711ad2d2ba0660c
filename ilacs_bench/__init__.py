"""Benchmarks of Ofsted's judgements on English local authority children's services.

What stands in `__all__` is public. It is loaded on first use, so that `import ilacs_bench`, and
with it `ilacs-bench --help`, stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ilacs_bench.benchmark.compare import compare
    from ilacs_bench.benchmark.good_elsewhere import better_graded, good_elsewhere
    from ilacs_bench.benchmark.improvement_shares import (
        crosswalk_shares,
        improvement_shares,
        improvements_per_report,
    )
    from ilacs_bench.benchmark.latest import latest
    from ilacs_bench.benchmark.national_framework import (
        national_framework_counts,
        national_framework_themes,
    )
    from ilacs_bench.benchmark.recurring import recurring_among, recurring_improvements
    from ilacs_bench.benchmark.theme_contrast import theme_contrast
    from ilacs_bench.benchmark.theme_prevalence import theme_prevalence
    from ilacs_bench.benchmark.theme_profile import theme_profile
    from ilacs_bench.errors import IlacsBenchError
    from ilacs_bench.export.benchmark import benchmark_workbook
    from ilacs_bench.lookups.authorities import find_authority
    from ilacs_bench.schema import TABLES
    from ilacs_bench.tables.build import build_tables
    from ilacs_bench.tables.store import Tables, load, read_tables
    from ilacs_bench.themes.coder import code_findings
    from ilacs_bench.themes.coding import code_tables
    from ilacs_bench.themes.explain import why

__version__ = "0.1.0"
__all__ = [
    "TABLES",
    "IlacsBenchError",
    "Tables",
    "benchmark_workbook",
    "better_graded",
    "build_tables",
    "code_findings",
    "code_tables",
    "compare",
    "crosswalk_shares",
    "find_authority",
    "good_elsewhere",
    "improvement_shares",
    "improvements_per_report",
    "latest",
    "load",
    "national_framework_counts",
    "national_framework_themes",
    "read_tables",
    "recurring_among",
    "recurring_improvements",
    "theme_contrast",
    "theme_prevalence",
    "theme_profile",
    "why",
]

_HOMES = {
    "IlacsBenchError": "ilacs_bench.errors",
    "TABLES": "ilacs_bench.schema",
    "Tables": "ilacs_bench.tables.store",
    "benchmark_workbook": "ilacs_bench.export.benchmark",
    "better_graded": "ilacs_bench.benchmark.good_elsewhere",
    "build_tables": "ilacs_bench.tables.build",
    "code_findings": "ilacs_bench.themes.coder",
    "code_tables": "ilacs_bench.themes.coding",
    "compare": "ilacs_bench.benchmark.compare",
    "crosswalk_shares": "ilacs_bench.benchmark.improvement_shares",
    "find_authority": "ilacs_bench.lookups.authorities",
    "good_elsewhere": "ilacs_bench.benchmark.good_elsewhere",
    "improvement_shares": "ilacs_bench.benchmark.improvement_shares",
    "improvements_per_report": "ilacs_bench.benchmark.improvement_shares",
    "latest": "ilacs_bench.benchmark.latest",
    "load": "ilacs_bench.tables.store",
    "national_framework_counts": "ilacs_bench.benchmark.national_framework",
    "national_framework_themes": "ilacs_bench.benchmark.national_framework",
    "read_tables": "ilacs_bench.tables.store",
    "recurring_among": "ilacs_bench.benchmark.recurring",
    "recurring_improvements": "ilacs_bench.benchmark.recurring",
    "theme_contrast": "ilacs_bench.benchmark.theme_contrast",
    "theme_prevalence": "ilacs_bench.benchmark.theme_prevalence",
    "theme_profile": "ilacs_bench.benchmark.theme_profile",
    "why": "ilacs_bench.themes.explain",
}


def __getattr__(name: str) -> object:
    """The public object `name`, from the module it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ilacs_bench' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
