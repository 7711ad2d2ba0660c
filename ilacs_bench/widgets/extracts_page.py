"""The page 'extracts and trust': choose rows to take away, and read how far to trust them."""

from collections.abc import Iterator

from markupsafe import Markup

from ilacs_bench.benchmark.asked import asked_authority
from ilacs_bench.benchmark.comparators import find_comparator
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.dashboard.chosen_day import checked_day
from ilacs_bench.dashboard.comparator_choice import chosen_comparator, comparator_options
from ilacs_bench.dashboard.data_line import data_line
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.export.extract_rows import ALONE, Choice
from ilacs_bench.export.extracts import KINDS, Extract, extract_csv, make_extract
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, DEFAULT_AREAS, FRAMEWORKS
from ilacs_bench.widgets import extracts_view as parts
from ilacs_bench.widgets.compare_page import council_options, day_or_default
from ilacs_bench.widgets.live_page import State, View, one, safe_regions
from ilacs_bench.widgets.render import render_part
from ilacs_bench.widgets.trust_view import trust_view

_ALONE = {ALONE: "no group, only itself"}
_AREAS = (*DEFAULT_AREAS, "overall")
_FIRST_DAY = FRAMEWORKS["sif"].first_day


class ExtractsAndTrust:
    """Choose a table, of whom and of what time; take it away; read what it rests on.

    It opens on all of England, on the last day that the tables know of.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        last = (last_day(tables) or today()).isoformat()
        self.defaults: State = {
            "what": ("judgements",),
            "la": ("",),
            "to": ("neighbours",),
            "as_at": (last,),
            "since": (_FIRST_DAY.isoformat(),),
            "until": (last,),
            "area": DEFAULT_AREAS,
        }

    def view(self, state: State) -> View:
        """The first rows of the extract chosen, and what it is; UnknownName for a bad choice."""
        extract, la_name = self._extract(state)
        return View(
            state={**state, "la": (la_name,), "to": (extract.choice.to,)},
            said=parts.shown_sentence(extract),
            regions={
                **self.offered(state),
                "preview": parts.preview_view(extract),
            },
        )

    def offered(self, state: State) -> dict[str, str]:
        """The councils of the day to choose from."""
        return {"councils": council_options(day_or_default(state, self.defaults))}

    def likely(self) -> Iterator[State]:
        """None: an extract of all of England takes much memory and is not kept."""
        return iter(())

    def page(self, view: View, status: Markup) -> str:
        """The page as HTML; what the figures rest on does not change with the choice."""
        return render_part(
            "extracts",
            state=view.state,
            status=status,
            data_line=data_line(self.tables),
            regions=safe_regions(view),
            trust=Markup(trust_view(self.tables)),  # noqa: S704
            kinds=[(code, kind.label) for code, kind in KINDS.items()],
            groups=comparator_options(_ALONE),
            areas=[(area, AREA_SHORT_LABELS[area]) for area in _AREAS],
            first_day=_FIRST_DAY.isoformat(),
        )

    def download(self, state: State, what: str) -> tuple[str, bytes]:
        """All rows chosen as 'xlsx' or 'csv'."""
        extract, la_name = self._extract(state)
        name = parts.file_name(extract, la_name)
        if what == "csv":
            return f"{name}.csv", extract_csv(extract)
        from ilacs_bench.export.extracts import extract_workbook  # openpyxl: at the press only

        return f"{name}.xlsx", extract_workbook(extract)

    def _extract(self, state: State) -> tuple[Extract, str]:
        choice = _choice(state)
        if choice.la:
            la_code = asked_authority(self.tables, choice.la, choice.as_at)
            names = self.tables.authorities.set_index("la_code")["la_name"]
            la_name = str(names[la_code])
        else:
            la_name = ""
        return make_extract(self.tables, choice, _councils_words(la_name, choice.to)), la_name


def _choice(state: State) -> Choice:
    since, until = checked_day(one(state, "since")), checked_day(one(state, "until"))
    if since > until:
        raise UnknownName(
            f"The time chosen ends before it begins: {day_words(since)} to {day_words(until)}. "
            "Choose a later end, or an earlier beginning."
        )
    what, to = one(state, "what"), chosen_comparator(one(state, "to"), _ALONE)
    areas = tuple(area for area in state["area"] if area in _AREAS)
    if what == "judgements" and not areas:
        raise UnknownName("No judgement is chosen. Tick at least one.")
    as_at = checked_day(one(state, "as_at"))
    return Choice(what, as_at, since, until, one(state, "la").strip(), to, areas or DEFAULT_AREAS)


def _councils_words(la_name: str, to: str) -> str:
    if not la_name:
        return "All of England"
    return la_name if to == ALONE else f"{la_name} and {find_comparator(to).label}"
