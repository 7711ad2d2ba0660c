"""Benchmarks of Ofsted's judgements on English local authority children's services.

    import ilacs_bench as ib
    t = ib.load()
    ib.compare(t, "Suffolk", to="neighbours", as_at="2025-03-31")

A local authority can be given by any name, alias, GSS code, DfE number or URN. Days are dates or
text such as '2025-03-31'; the default is the last day that the tables cover. `to` is 'neighbours',
'region', 'england', a list of authorities or the name of a saved list. Frames are tidy: `labels()`
has the words of their codes, `data_dictionary()` the meaning of their columns. What can't be
answered raises an IlacsBenchError that says what to choose instead. `print(ib.questions())` lists
the questions, and the calls that answer them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ilacs_bench.api_index import questions
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

_NAMES = {
    "api_index": "questions",
    "benchmark.areas_for_improvement": "same_theme_again",
    "benchmark.comparators": "comparators",
    "benchmark.compare": "Comparison compare own_grades positions snapshot",
    "benchmark.coverage": "coverage_of",
    "benchmark.find_councils": "find_councils",
    "benchmark.good_elsewhere": "better_graded good_elsewhere",
    "benchmark.improvement_shares": "crosswalk_shares improvement_shares improvements_per_report",
    "benchmark.latest": "latest",
    "benchmark.national_framework": "national_framework_counts national_framework_themes",
    "benchmark.pictures": "former_authorities good_or_outstanding picture",
    "benchmark.published": "inspections_by_year published_since",
    "benchmark.recurring": "recurring_among recurring_in_group",
    "benchmark.series": "pictures",
    "benchmark.theme_contrast": "theme_contrast",
    "benchmark.theme_prevalence": "theme_prevalence",
    "benchmark.theme_profile": "theme_profile",
    "benchmark.trajectories": "trajectories",
    "benchmark.transitions": "count_changes count_movements movements transitions",
    "benchmark.waits": "wait_of wait_ranges waits",
    "briefings.content": "briefing",
    "briefings.word": "word_document",
    "charts.gallery": "draw_chart",
    "charts.picture": "Picture",
    "charts.style": "altair_theme",
    "columns.dictionary": "data_dictionary",
    "columns.grade_looks": "GRADE_COLOURS",
    "columns.labels": "labels",
    "errors": "IlacsBenchError",
    "export.benchmark": "benchmark_workbook",
    "export.found_councils": "councils_workbook",
    "export.history": "history_workbook",
    "export.national": "national_workbook",
    "export.profile": "profile_workbook",
    "export.themes": "themes_workbook",
    "export.tidy": "tables_workbook write_table_files",
    "lookups.authorities": "find_authority find_la_codes",
    "lookups.own_lists": "read_own_lists remove_own_list save_own_list",
    "marked_pages": "show_reading",
    "papers.check": "check_paper",
    "schema": "TABLES",
    "tables.build": "build_tables",
    "tables.merge": "merge_tables",
    "tables.store": "Tables load read_tables",
    "themes.coder": "code_findings",
    "themes.coding": "code_tables",
    "themes.explain": "why",
    "vocabulary": "GRADES",
}
"""The public names by the module of `ilacs_bench` from which each is imported on first use.

So `import ilacs_bench`, and `ilacs-bench --help`, are quick. The imports above tell type checkers
and editors the same.
"""
_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}

__version__ = "0.2.0"
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Import the public object `name` from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ilacs_bench' has no attribute {name!r}")
    return getattr(import_module(f"ilacs_bench.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]
