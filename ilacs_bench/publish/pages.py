"""The pages of the site: each page of the menu, in every state that has a file.

A served page answers for any address. The site has a file for a page's default state, and for each
value of one control: each council, each judgement, each theme.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from markupsafe import Markup

from ilacs_bench.dashboard.answers import fill_slots
from ilacs_bench.dashboard.fields import Field
from ilacs_bench.dashboard.form import Shown
from ilacs_bench.dashboard.links import addressed_by
from ilacs_bench.dashboard.menu import MenuEntry, find_pages
from ilacs_bench.dashboard.page import Page
from ilacs_bench.dashboard.run import answering, run_notebook
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.paths import slug
from ilacs_bench.publish.html import notebook_html, render_site_part
from ilacs_bench.publish.site_build import SiteBuild

FIRST = "national"
"""The page that the site opens on."""
LIST = "find"
"""The page with links to every council; links without a file of their own lead there."""
_VARIED = {"council": "la", "national": "area", "themes": "theme"}
"""For each page the control whose values have a file each."""
_MOST_IN_A_LINE = 12
"""Maximum number of a page's files listed above it; others are linked from its tables."""


@dataclass(frozen=True)
class SiteState:
    """One file of a page: the value of the control that its files differ by; '' by default.

    code  the value in the address, if different
    """

    page: str
    value: str = ""
    label: str = ""
    code: str = ""

    @property
    def path(self) -> str:
        """Its path in the site."""
        if not self.value:
            return "index.html" if self.page == FIRST else f"{self.page}.html"
        return f"{self.page}-{slug(self.value)}.html"


@dataclass(frozen=True)
class SitePage:
    """A page before it is put into the site's layout.

    menu   path and words of each entry, and this page's aria-current value
    files  the page's downloads, by path in the site
    """

    path: str
    title: str
    body: Markup
    menu: Sequence[tuple[str, str, str]]
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class _Notebook:
    entry: MenuEntry
    page: Page
    html: str
    states: Sequence[SiteState]


def site_pages(build: SiteBuild) -> Iterator[SitePage]:
    """Yield every page in every state. Raises IlacsBenchError for one that fails."""
    with answering(build.tables):
        notebooks = [made for entry in find_pages() if (made := _notebook(entry, build))]
    paths = {(s.page, slug(s.value)): s.path for made in notebooks for s in made.states}
    with addressed_by(partial(_address, paths, build.as_at.isoformat())):
        for made in notebooks:
            for state in made.states:
                yield _page(made, state, notebooks, build)


def _address(
    paths: Mapping[tuple[str, str], str],
    day: str,
    page: str,
    chosen: Mapping[str, str],
    exactly: bool,
) -> str:
    """Return the file that shows these choices, or most of them; '' for another day.

    With `exactly`, '' if no file shows all of them.
    """
    varied = _VARIED.get(page, "")
    if chosen.get("as_at", day) != day or (exactly and chosen.keys() - {"as_at", varied}):
        return ""
    value = slug(chosen.get(varied, ""))
    return paths.get((page, value)) or paths.get((page, "")) or f"{LIST}.html"


def _notebook(entry: MenuEntry, build: SiteBuild) -> _Notebook | None:
    """Return a page that was run; None if it shows nothing on this day."""
    ran = run_notebook(entry.path)
    if ran.failure:
        raise IlacsBenchError(f"{entry.path.name}: {ran.failure}")
    if not isinstance(ran.page, Page):
        raise IlacsBenchError(f"{entry.path.name} makes no page.")
    states = _states(entry.name, ran.page, build)
    html = notebook_html(entry.path, ran.outputs)
    return _Notebook(entry, ran.page, html, states) if states else None


def _states(name: str, page: Page, build: SiteBuild) -> list[SiteState]:
    """Return the states of a page that have a file: the default, then one per value."""
    if name == "themes" and not build.themes:
        return []
    varied = _VARIED.get(name)
    if varied is None:
        return [SiteState(name)]
    offered = {option.code: option.label for option in page.fields[varied].options}
    (first,) = page.defaults[varied]
    if varied == "la":
        of = sorted(build.councils.items())
        return [SiteState(name, la_name, la_name, la_code) for la_name, la_code in of]
    if varied == "theme":
        offered = {c: label for c, label in offered.items() if not c or c in build.themes}
    opens = SiteState(name, "", offered.pop(first, ""))
    return [opens, *(SiteState(name, code, label) for code, label in offered.items())]


def _page(
    made: _Notebook, state: SiteState, notebooks: Sequence[_Notebook], build: SiteBuild
) -> SitePage:
    page, day = made.page, build.as_at.isoformat()
    parameters = {
        n: day for n, of in page.fields.items() if of.role == "as_at" and of.first != (day,)
    }
    if state.value:
        parameters[_VARIED[made.entry.name]] = state.code or state.value
    query = urlencode(parameters)
    files = _files(page, query, state)
    beside = made.states if len(made.states) <= _MOST_IN_A_LINE else []
    form = partial(_form, state=state, beside=beside, files=files)
    is_list = state.page == "council"
    menu = [
        (of.states[0].path, of.entry.link, _current(of, made, state))
        for of in notebooks
        if not of.states[0].value
    ]
    name = made.entry.title
    return SitePage(
        path=state.path,
        title=state.label if is_list else f"{name}: {state.label}" if state.value else name,
        body=Markup(fill_slots(made.html, page.unfolded_slots(query, form))),  # noqa: S704
        menu=menu,
        files={path: data for path, (_, data) in files.items()},
    )


def _current(of: _Notebook, shown: _Notebook, state: SiteState) -> str:
    """Return the aria-current value of a menu entry; councils are reached through the list."""
    if of is shown:
        return "page" if state is of.states[0] else "true"
    return "true" if state.page == "council" and of.entry.name == LIST else ""


def _files(page: Page, query: str, state: SiteState) -> dict[str, tuple[str, bytes]]:
    """Return label and bytes of each download of a page, by path in the site."""
    made = {}
    for name, label in page.files.items():
        file_name, data = page.file(query, name)
        made[f"files/{state.path.removesuffix('.html')}/{file_name}"] = (label, data)
    return made


def _form(
    fields: Sequence[Field],
    shown: Shown,
    head: Markup,
    *,
    state: SiteState,
    beside: Sequence[SiteState],
    files: Mapping[str, tuple[str, bytes]],
) -> Markup:
    """Return what replaces the controls: links to other states, and downloads."""
    if shown.is_error:
        raise IlacsBenchError(f"{state.path}: {shown.status}")
    label = next((of.label for of in fields if of.name == _VARIED.get(state.page)), "")
    return render_site_part(
        "site_form", head=head, status=shown.status, label=label, beside=beside, state=state,
        files=[(path, name, len(data)) for path, (name, data) in files.items()],
    )  # fmt: skip
