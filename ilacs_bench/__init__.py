"""Benchmarks of Ofsted's judgements on English local authority children's services.

    import ilacs_bench as ib
    t = ib.load()
    ib.compare(t, "Suffolk", to="neighbours", as_at="2025-03-31")

A local authority can be given by any name, alias, GSS code, DfE number or URN. Days are dates or
text such as '2025-03-31'; the default is the last day that the tables cover. `to` is 'neighbours',
'region', 'england', a list of authorities or the name of a saved list. Frames are tidy: `labels()`
has the words of their codes, `data_dictionary()` the meaning of their columns. What can't be
answered raises an IlacsBenchError that says what to choose instead.
"""

import ast
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_bench.api_index import as_text
from ilacs_bench.errors import SchemaError

if TYPE_CHECKING:
    from ilacs_bench.benchmark.areas_for_improvement import same_theme_again
    from ilacs_bench.benchmark.comparators import comparators
    from ilacs_bench.benchmark.compare import Comparison, compare, own_grades, positions, snapshot
    from ilacs_bench.benchmark.coverage import coverage_of
    from ilacs_bench.benchmark.find_councils import find_councils
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
    from ilacs_bench.benchmark.pictures import former_authorities, good_or_outstanding, picture
    from ilacs_bench.benchmark.published import inspections_by_year, published_since
    from ilacs_bench.benchmark.recurring import recurring_among, recurring_in_group
    from ilacs_bench.benchmark.series import pictures
    from ilacs_bench.benchmark.theme_contrast import theme_contrast
    from ilacs_bench.benchmark.theme_prevalence import theme_prevalence
    from ilacs_bench.benchmark.theme_profile import theme_profile
    from ilacs_bench.benchmark.trajectories import trajectories
    from ilacs_bench.benchmark.transitions import (
        count_changes,
        count_movements,
        movements,
        transitions,
    )
    from ilacs_bench.benchmark.waits import wait_of, wait_ranges, waits
    from ilacs_bench.briefings.content import briefing
    from ilacs_bench.briefings.word import word_document
    from ilacs_bench.charts.gallery import draw_chart
    from ilacs_bench.charts.picture import Picture
    from ilacs_bench.charts.style import altair_theme
    from ilacs_bench.columns.dictionary import data_dictionary
    from ilacs_bench.columns.grade_looks import GRADE_COLOURS
    from ilacs_bench.columns.labels import labels
    from ilacs_bench.errors import IlacsBenchError
    from ilacs_bench.export.benchmark import benchmark_workbook
    from ilacs_bench.export.found_councils import councils_workbook
    from ilacs_bench.export.history import history_workbook
    from ilacs_bench.export.national import national_workbook
    from ilacs_bench.export.profile import profile_workbook
    from ilacs_bench.export.themes import themes_workbook
    from ilacs_bench.export.tidy import tables_workbook, write_table_files
    from ilacs_bench.lookups.authorities import find_authority, find_la_codes
    from ilacs_bench.lookups.own_lists import read_own_lists, remove_own_list, save_own_list
    from ilacs_bench.marked_pages import show_reading
    from ilacs_bench.papers.check import check_paper
    from ilacs_bench.schema import TABLES
    from ilacs_bench.tables.build import build_tables
    from ilacs_bench.tables.merge import merge_tables
    from ilacs_bench.tables.store import Tables, load, read_tables
    from ilacs_bench.themes.coder import code_findings
    from ilacs_bench.themes.coding import code_tables
    from ilacs_bench.themes.explain import why
    from ilacs_bench.vocabulary import GRADES

# The imports above are for type checkers and editors, and are the list of public names: each is
# imported on first use, so that `import ilacs_bench`, and with it
# `ilacs-bench --help`, is fast.
_HOMES = {
    alias.name: node.module
    for node in ast.walk(ast.parse(Path(__file__).read_text(encoding="utf-8")))
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ilacs_bench.")
    for alias in node.names
    if alias.name not in {"as_text", "SchemaError"}
}

with suppress(SchemaError, OSError):  # of a lookup that is wrong a command tells, in one sentence
    __doc__ = f"{__doc__}{as_text()}\n"
__version__ = "0.2.0"
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Import the public object `name` from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ilacs_bench' has no attribute {name!r}")
    return getattr(import_module(str(_HOMES[name])), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]
