"""The page 'compare councils': its controls, its parts, and what happens between them."""

from datetime import date

import ipywidgets as widgets

from ilacs_bench.benchmark.comparators import COMPARATOR_LABELS
from ilacs_bench.benchmark.compare import Comparison, snapshot
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.charts.grades import chart_grade_distribution
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.authorities import authorities, find_authority
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, DEFAULT_AREAS, FRAMEWORKS
from ilacs_bench.widgets import compare_view as view
from ilacs_bench.widgets.announcement import Announcement
from ilacs_bench.widgets.checkbox_group import CheckboxGroup
from ilacs_bench.widgets.download import DownloadButton
from ilacs_bench.widgets.html_view import HtmlView
from ilacs_bench.widgets.type_ahead import TypeAhead
from ilacs_bench.widgets.vega_chart import VegaChart

_AREAS = (*DEFAULT_AREAS, "overall")
_FIRST_DAY = FRAMEWORKS["sif"].first_day


class CompareCouncilsPage:
    """Choose a local authority and a group; read, and take away, how they compare.

    `widget` shows it in a notebook. It opens on the day of the last report in the tables, which is
    as far as the facts go.
    """

    def __init__(self, tables: Tables, authority: str = "East Sussex") -> None:
        self.tables = tables
        self.comparison: Comparison | None = None
        self._make_controls(authority)
        self._make_parts()
        controls = [self.authority, self.comparator, self.as_at, self.areas, self.own_list]
        said = _box("ilacs-said", [self.status, self.download])
        self.widget = _box("ilacs-page", [_box("ilacs-controls", controls), said, self.shown])
        self._following = False
        for control in controls:
            control.observe(self._follow, names="value")
        self._follow()

    def _make_controls(self, authority: str) -> None:
        self.authority = TypeAhead(label="Local authority", value=authority)
        self.comparator = widgets.Dropdown(
            options=[(label[:1].upper() + label[1:], c) for c, label in COMPARATOR_LABELS.items()],
            description="Compare with",
        )
        self.as_at = widgets.DatePicker(
            value=last_day(self.tables) or date.today(), description="As at"
        )
        self.areas = CheckboxGroup(
            legend="Judgements",
            options=[(area, AREA_SHORT_LABELS[area]) for area in _AREAS],
            value=list(DEFAULT_AREAS),
        )
        self.own_list = CheckboxGroup(legend="Your choice of councils", find="Find a council")

    def _make_parts(self) -> None:
        self.status = Announcement()
        self.download = DownloadButton("Download as Excel", self.make_extract)
        self.summary = HtmlView()
        self.chart = VegaChart()
        self.counts = HtmlView()
        self.detail = HtmlView()
        heading = widgets.HTML("<h2>Grades of the group</h2>")
        self.of_group = _box("ilacs-of-group", [heading, self.chart, self.counts])
        self.shown = _box("ilacs-shown", [self.summary, self.of_group, self.detail])

    def _follow(self, _change: object = None) -> None:
        """Show what the controls say, or say why it can't be shown; never old figures."""
        if self._following:  # the page itself is mending a control
            return
        self._following, self.comparison = True, None
        try:
            comparison = self._compare()
            self._show(comparison)
            self.comparison = comparison
        except UnknownName as problem:
            self.status.say(str(problem), is_error=True)
        finally:
            self._following = False
            self._hide_what_does_not_apply()

    def _hide_what_does_not_apply(self) -> None:
        _set_shown(self.own_list, self.comparator.value == "own_list")
        for part in (self.download, self.shown):
            _set_shown(part, self.comparison is not None)
        if self.comparison:
            _set_shown(self.of_group, not self.comparison.group.empty)

    def _compare(self) -> Comparison:
        as_at = _checked_date(self.as_at.value)
        self._offer_authorities(as_at)
        if not self.authority.value.strip():
            raise UnknownName("No local authority is chosen. Type its name or code.")
        authority = find_authority(self.authority.value, on=as_at)
        self.authority.value = authority.la_name
        if not self.areas.value:
            raise UnknownName("No judgement is chosen. Tick at least one.")
        if self.comparator.value == "own_list" and not self.own_list.value:
            raise UnknownName("Your choice is empty. Tick the councils to compare with.")
        chosen = self.comparator.value
        return snapshot(
            self.tables,
            authority.la_code,
            self.own_list.value if chosen == "own_list" else chosen,
            as_at=as_at,
            areas=self.areas.value,
        )

    def _offer_authorities(self, as_at: date) -> None:
        """Offer those in existence on the date; a tick for any other is taken away."""
        existing = [
            (known.la_code, known.la_name, known.dfe_number)
            for known in authorities()
            if known.exists_on(as_at)
        ]
        self.authority.options = [(name, number) for _, name, number in existing]
        self.own_list.options = [(code, name) for code, name, _ in existing]
        codes = {code for code, _, _ in existing}
        self.own_list.value = [code for code in self.own_list.value if code in codes]

    def _show(self, comparison: Comparison) -> None:
        """Fill every part; the words go first, for the chart takes as long to make as they do."""
        self.summary.html = view.own_view(comparison) + view.positions_view(comparison)
        self.counts.html = view.distribution_view(comparison)
        self.detail.html = view.matrix_view(comparison) + view.notes_view(comparison)
        self.status.say(view.shown_sentence(comparison))
        title = view.chart_title(comparison)
        self.chart.draw(chart_grade_distribution(comparison.distribution, title))

    def make_extract(self) -> tuple[str, bytes]:
        """File name and workbook of exactly what is shown."""
        from ilacs_bench.export.benchmark import benchmark_workbook  # openpyxl: at the press only

        if self.comparison is None:
            raise UnknownName("Nothing is shown, so there is nothing to download.")
        return view.extract_name(self.comparison), benchmark_workbook(self.comparison)


def _box(name: str, children: list[widgets.Widget]) -> widgets.Box:
    box = widgets.Box(children)
    box.add_class(name)
    return box


def _set_shown(widget: widgets.DOMWidget, shown: bool) -> None:
    widget.layout.display = "" if shown else "none"


def _checked_date(as_at: date | None) -> date:
    if as_at is None or as_at < _FIRST_DAY:
        raise UnknownName(
            f"Choose a date from {day_words(_FIRST_DAY)}, when the inspections shown here began."
        )
    return as_at
