"""The chart of grades of the page 'compare councils', by its name."""

from ilacs_bench.benchmark.compare import Comparison
from ilacs_bench.charts.grades import grade_distribution_spec
from ilacs_bench.charts.words import group_words
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.widgets.compare_view import file_name


def group_charts(comparison: Comparison) -> dict[str, PageChart]:
    """The chart of grades of the group, by its name; none where nobody is in it."""
    if comparison.group.empty:
        return {}
    words = group_words(comparison)
    spec = grade_distribution_spec(comparison.distribution, words.title)
    return {"grades": PageChart(spec, words.note, file_name(comparison, "grades"))}
