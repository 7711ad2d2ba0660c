"""Render a served page: its controls as one HTML form, and its views as regions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from ilacs_bench.benchmark.coverage import Coverage, coverage_of
from ilacs_bench.dashboard.answers import tagged
from ilacs_bench.dashboard.fields import Field
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.parts import Part
from ilacs_bench.dashboard.state import State
from ilacs_bench.tables.store import Tables

INSTEAD, FILES, IN_USE = "instead", "files", "in_use"
RESERVED = ("controls", INSTEAD, FILES, IN_USE)
"""Names of regions that no view can have."""

MANY = 6
"""Number of controls up to which a form is shown in full; larger ones are compact and list set
filters.
"""
FormLink = tuple[str, str, str]
"""A link to another choice: its text, its address, and its state as JSON."""


@dataclass(frozen=True)
class Shown:
    """What a page shows at one address.

    status  the sentence below the controls; if `is_error`, why nothing is shown
    parts   parts of the page, by the name of their view
    files   labels of the files offered, by name
    ways    links to try after an error
    in_use  filters that are set, each as a link to the choice without it
    heading of an error, if it has one
    wrong   the control with the invalid value, if any
    asks    whether nothing is wrong: only a council has not been chosen yet
    """

    status: str
    state: State
    parts: Mapping[str, Part] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    ways: Sequence[FormLink] = ()
    in_use: Sequence[FormLink] = ()
    heading: str = ""
    wrong: str = ""
    is_error: bool = False
    asks: bool = False

    def part(self, name: str) -> Part:
        """Return the part of a view; an empty one where nothing is shown."""
        return self.parts.get(name, Part(Markup("")))


def beside_form(shown: Shown) -> dict[str, str]:
    """Return the regions beside the form: files, filters in use, links after an error."""
    instead = render("instead", ways=shown.ways)
    heading = Markup("<h1>{}</h1>").format(shown.heading) if shown.heading else ""
    return {
        FILES: render("files", files=shown.files),
        IN_USE: render("in_use", ways=shown.in_use),
        INSTEAD: f"{heading}{instead}",
    }


def form_html(fields: Sequence[Field], shown: Shown, head: Markup) -> Markup:
    """Return the form with its headline, status, and the regions beside it."""
    held = [(each, each.held(tuple(shown.state[each.name]))) for each in fields]
    more = [(each, texts) for each, texts in held if each.is_more]
    return render(
        "form",
        head=head,
        fields=held,
        more=more,
        is_more_open=any(tuple(texts) != tuple(each.first) for each, texts in more),
        many=len(fields) > MANY,
        status=shown.status,
        is_error=shown.is_error,
        asks=shown.asks,
        wrong=shown.wrong,
        **{name: _regions({name: html}) for name, html in beside_form(shown).items()},
    )


def data_line(tables: Tables) -> Markup:
    """Return 'Data to 20 August 2026', or 'Your tables: …', with its sources and gaps."""
    covered = coverage_of(tables)
    css, end = (" ilacs-data-part", ".") if covered.is_partial else ("", ":")
    line = Markup('<p class="ilacs-data{}"><strong>{}{}</strong> {}{}</p>')
    return line.format(css, covered.headline, end, " ".join(covered.details()), _if_old(covered))


def _if_old(covered: Coverage) -> Markup:
    """Return a warning that the page's script shows if the data are old on the reader's day."""
    if not covered.old_from:
        return Markup()
    return Markup(' <strong data-old-from="{}" hidden>{}</strong>').format(
        covered.old_from, covered.old_words
    )


def part_html(name: str, part: Part) -> Markup:
    """Return a view's HTML for its cell, with its charts as data for the drawing script."""
    return render("part", regions=_regions({name: part.html}), charts=_json(part.chart_data))


def _regions(regions: Mapping[str, str]) -> dict[str, Any]:
    """Return names and HTML of regions, with the tags for the page's script."""
    tags = {name: tag for name, (tag, _) in tagged(regions).items()}
    return {"parts": {name: Markup(html) for name, html in regions.items()}, "tags": _json(tags)}  # noqa: S704


def _json(value: Any) -> Markup:
    return Markup(json.dumps(value).replace("<", "\\u003c"))  # noqa: S704
