"""Render parts of a page from Jinja templates, with all data escaped."""

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.columns.html_cells import grade_chip, report_link


def render(template: str, /, **values: object) -> Markup:
    """Return HTML of `templates/<template>.html.j2`; values are escaped and must not be missing."""
    return Markup(_ENVIRONMENT.get_template(f"{template}.html.j2").render(**values))  # noqa: S704


def quiet(words: str) -> Markup:
    """Return a note in small letters."""
    return Markup('<p class="ilacs-quiet">{}</p>').format(words)


def list_html(items: Iterable[str]) -> Markup:
    """Return notes as a list."""
    items_html = Markup("\n").join(map(Markup("<li>{}</li>").format, items))
    return Markup('<ul class="ilacs-notes">{}</ul>').format(items_html)


def quotations(rows: Iterable[Mapping[str, Any]]) -> Markup:
    """Return quotations: pages of reports, with their text where available.

    Each row has la_name, page, source_url and text.
    """
    links, quotes = [], []
    for row in rows:
        place = f"{row['la_name']}, page {row['page']}" if row["page"] else row["la_name"]
        link = report_link(row["source_url"], row["page"], place)
        if row["text"]:
            quotes.append(Markup("<p>{} ({})</p>").format(row["text"], link))
        else:
            links.append(link)
    return Markup("").join(quotes) + Markup("; ").join(links)


def link_html(address: str | None, words: str) -> Markup:
    """Return a link to another page; only its text if the address is None or empty."""
    return Markup('<a href="{}">{}</a>').format(address, words) if address else escape(words)


def more(address: str, words: str) -> Markup:
    """Return a line with a link to more on another page; '' if there is no address."""
    return Markup("<p>{}</p>").format(link_html(address, words)) if address else Markup("")


def make_environment(*packages: str) -> Environment:
    """Return a Jinja environment: templates of the first package first, data escaped."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=True,
        auto_reload=False,  # otherwise each rendering checks the disk for changed templates
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(grade=grade_chip, report=report_link)
    environment.globals.update(link=link_html, short_grades=SHORT_GRADES)
    return environment


_ENVIRONMENT = make_environment("ilacs_bench.dashboard")
