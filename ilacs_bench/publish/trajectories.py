"""How a council and its group came to their grades: a chart and its table for each judgement."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from ilacs_bench.benchmark.compare import Comparison
from ilacs_bench.benchmark.steps import trajectory_steps
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS
from ilacs_bench.widgets.national_view import MAP_AREAS
from ilacs_bench.widgets.trajectories_view import trajectories_charts, trajectories_view


@dataclass(frozen=True)
class Followed:
    """One judgement from inspection to inspection; `charts` has one by its name, or none."""

    label: str
    charts: dict[str, PageChart]
    table: Markup


def followed_judgements(tables: Tables, comparison: Comparison) -> list[Followed]:
    """Each judgement of the site for a council and its group; none where nobody is in the group."""
    if comparison.group.empty:
        return []
    codes = [comparison.la_code, *comparison.group["la_code"]]
    return [_followed(tables, comparison, codes, area) for area in MAP_AREAS]


def charts_of(followed: Iterable[Followed]) -> dict[str, PageChart]:
    """The charts of all of them, by name."""
    return {name: chart for one in followed for name, chart in one.charts.items()}


def _followed(tables: Tables, comparison: Comparison, codes: list[str], area: str) -> Followed:
    steps = trajectory_steps(
        tables, codes, area, as_at=comparison.as_at, published_by=comparison.published_by
    )
    charts = trajectories_charts(comparison, steps, area)
    return Followed(
        label=AREA_SHORT_LABELS[area],
        charts={f"{name}-{area.replace('_', '-')}": chart for name, chart in charts.items()},
        table=Markup(trajectories_view(comparison, steps, area, has_key=False)),  # noqa: S704
    )
