"""Benchmarks of Ofsted's judgements on English local authority children's services.

    import ilacs_bench as ib
    t = ib.load()
    ib.compare(t, "Suffolk", to="neighbours", as_at="2025-03-31")

A local authority answers to any name, alias, GSS code, DfE number or URN. Days are dates or text
such as '2025-03-31'; without one it is the last day that the tables know of. `to` is 'neighbours',
'region', 'england', a list of authorities or the name of a saved list. Frames are tidy: `labels()`
has the words of their codes, `data_dictionary()` the meaning of their columns. What can't be
answered is an IlacsBenchError that says what to choose instead.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from ilacs_bench.api_index import as_text

if TYPE_CHECKING:
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
    from ilacs_bench.benchmark.same_theme import same_theme_again
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
    from ilacs_bench.charts.altair_theme import altair_theme
    from ilacs_bench.charts.gallery import draw_chart
    from ilacs_bench.charts.picture import Picture
    from ilacs_bench.columns.dictionary import data_dictionary
    from ilacs_bench.columns.grade_looks import GRADE_COLOURS
    from ilacs_bench.columns.labels import labels
    from ilacs_bench.errors import IlacsBenchError
    from ilacs_bench.export.benchmark import benchmark_workbook
    from ilacs_bench.export.found import councils_workbook
    from ilacs_bench.export.history import history_workbook
    from ilacs_bench.export.national import national_workbook
    from ilacs_bench.export.profile import profile_workbook
    from ilacs_bench.export.themes import themes_workbook
    from ilacs_bench.export.tidy import tables_workbook, write_table_files
    from ilacs_bench.lookups.authorities import find_authority
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

# What stands in `__all__` is loaded on first use: `import ilacs_bench`, and with it
# `ilacs-bench --help`, stays quick.
__doc__ = f"{__doc__}{as_text()}\n"
__version__ = "0.1.0"
__all__ = [
    "GRADES",
    "GRADE_COLOURS",
    "TABLES",
    "Comparison",
    "IlacsBenchError",
    "Picture",
    "Tables",
    "altair_theme",
    "benchmark_workbook",
    "better_graded",
    "briefing",
    "build_tables",
    "check_paper",
    "code_findings",
    "code_tables",
    "comparators",
    "compare",
    "councils_workbook",
    "count_changes",
    "count_movements",
    "coverage_of",
    "crosswalk_shares",
    "data_dictionary",
    "draw_chart",
    "find_authority",
    "find_councils",
    "former_authorities",
    "good_elsewhere",
    "good_or_outstanding",
    "history_workbook",
    "improvement_shares",
    "improvements_per_report",
    "inspections_by_year",
    "labels",
    "latest",
    "load",
    "merge_tables",
    "movements",
    "national_framework_counts",
    "national_framework_themes",
    "national_workbook",
    "own_grades",
    "picture",
    "pictures",
    "positions",
    "profile_workbook",
    "published_since",
    "read_own_lists",
    "read_tables",
    "recurring_among",
    "recurring_in_group",
    "remove_own_list",
    "same_theme_again",
    "save_own_list",
    "show_reading",
    "snapshot",
    "tables_workbook",
    "theme_contrast",
    "theme_prevalence",
    "theme_profile",
    "themes_workbook",
    "trajectories",
    "transitions",
    "wait_of",
    "wait_ranges",
    "waits",
    "why",
    "word_document",
    "write_table_files",
]

_HOMES = {
    "GRADES": "ilacs_bench.vocabulary",
    "GRADE_COLOURS": "ilacs_bench.columns.grade_looks",
    "altair_theme": "ilacs_bench.charts.altair_theme",
    "data_dictionary": "ilacs_bench.columns.dictionary",
    "labels": "ilacs_bench.columns.labels",
    "Comparison": "ilacs_bench.benchmark.compare",
    "IlacsBenchError": "ilacs_bench.errors",
    "Picture": "ilacs_bench.charts.picture",
    "TABLES": "ilacs_bench.schema",
    "Tables": "ilacs_bench.tables.store",
    "benchmark_workbook": "ilacs_bench.export.benchmark",
    "better_graded": "ilacs_bench.benchmark.good_elsewhere",
    "briefing": "ilacs_bench.briefings.content",
    "build_tables": "ilacs_bench.tables.build",
    "check_paper": "ilacs_bench.papers.check",
    "code_findings": "ilacs_bench.themes.coder",
    "code_tables": "ilacs_bench.themes.coding",
    "comparators": "ilacs_bench.benchmark.comparators",
    "compare": "ilacs_bench.benchmark.compare",
    "councils_workbook": "ilacs_bench.export.found",
    "count_changes": "ilacs_bench.benchmark.transitions",
    "count_movements": "ilacs_bench.benchmark.transitions",
    "coverage_of": "ilacs_bench.benchmark.coverage",
    "crosswalk_shares": "ilacs_bench.benchmark.improvement_shares",
    "draw_chart": "ilacs_bench.charts.gallery",
    "find_authority": "ilacs_bench.lookups.authorities",
    "find_councils": "ilacs_bench.benchmark.find_councils",
    "former_authorities": "ilacs_bench.benchmark.pictures",
    "good_elsewhere": "ilacs_bench.benchmark.good_elsewhere",
    "good_or_outstanding": "ilacs_bench.benchmark.pictures",
    "history_workbook": "ilacs_bench.export.history",
    "improvement_shares": "ilacs_bench.benchmark.improvement_shares",
    "improvements_per_report": "ilacs_bench.benchmark.improvement_shares",
    "inspections_by_year": "ilacs_bench.benchmark.published",
    "latest": "ilacs_bench.benchmark.latest",
    "load": "ilacs_bench.tables.store",
    "merge_tables": "ilacs_bench.tables.merge",
    "movements": "ilacs_bench.benchmark.transitions",
    "national_framework_counts": "ilacs_bench.benchmark.national_framework",
    "national_framework_themes": "ilacs_bench.benchmark.national_framework",
    "national_workbook": "ilacs_bench.export.national",
    "own_grades": "ilacs_bench.benchmark.compare",
    "picture": "ilacs_bench.benchmark.pictures",
    "pictures": "ilacs_bench.benchmark.series",
    "positions": "ilacs_bench.benchmark.compare",
    "profile_workbook": "ilacs_bench.export.profile",
    "published_since": "ilacs_bench.benchmark.published",
    "read_own_lists": "ilacs_bench.lookups.own_lists",
    "read_tables": "ilacs_bench.tables.store",
    "recurring_among": "ilacs_bench.benchmark.recurring",
    "same_theme_again": "ilacs_bench.benchmark.same_theme",
    "recurring_in_group": "ilacs_bench.benchmark.recurring",
    "remove_own_list": "ilacs_bench.lookups.own_lists",
    "save_own_list": "ilacs_bench.lookups.own_lists",
    "show_reading": "ilacs_bench.marked_pages",
    "snapshot": "ilacs_bench.benchmark.compare",
    "tables_workbook": "ilacs_bench.export.tidy",
    "theme_contrast": "ilacs_bench.benchmark.theme_contrast",
    "theme_prevalence": "ilacs_bench.benchmark.theme_prevalence",
    "theme_profile": "ilacs_bench.benchmark.theme_profile",
    "themes_workbook": "ilacs_bench.export.themes",
    "trajectories": "ilacs_bench.benchmark.trajectories",
    "transitions": "ilacs_bench.benchmark.transitions",
    "wait_of": "ilacs_bench.benchmark.waits",
    "wait_ranges": "ilacs_bench.benchmark.waits",
    "waits": "ilacs_bench.benchmark.waits",
    "why": "ilacs_bench.themes.explain",
    "word_document": "ilacs_bench.briefings.word",
    "write_table_files": "ilacs_bench.export.tidy",
}


def __getattr__(name: str) -> object:
    """The public object `name`, from the module it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ilacs_bench' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return [*__all__, "__version__"]
