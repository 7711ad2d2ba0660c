"""Parts of a page from Jinja templates, with everything that comes from data escaped."""

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.columns.html_cells import grade_chip, report_link


def render(template: str, /, **values: object) -> Markup:
    """HTML of `templates/<template>.html.j2`; values are escaped, a missing one is an error."""
    return Markup(_ENVIRONMENT.get_template(f"{template}.html.j2").render(**values))  # noqa: S704


def quiet(words: str) -> Markup:
    """A note, in smaller letters."""
    return Markup('<p class="ilacs-quiet">{}</p>').format(words)


def list_html(items: Iterable[str]) -> Markup:
    """Notes as a list."""
    items_html = Markup("\n").join(map(Markup("<li>{}</li>").format, items))
    return Markup('<ul class="ilacs-notes">{}</ul>').format(items_html)


def said_in(rows: Iterable[Mapping[str, Any]]) -> Markup:
    """Where something is said: the pages of the reports, with their words where they are at hand.

    Each row has la_name, page, source_url and text.
    """
    links, quotes = [], []
    for row in rows:
        where = f"{row['la_name']}, page {row['page']}" if row["page"] else row["la_name"]
        link = report_link(row["source_url"], row["page"], where)
        if row["text"]:
            quotes.append(Markup("<p>{} ({})</p>").format(row["text"], link))
        else:
            links.append(link)
    return Markup("").join(quotes) + Markup("; ").join(links)


def link_html(address: str | None, words: str) -> Markup:
    """A link to another page; the words alone where there is no such address."""
    return Markup('<a href="{}">{}</a>').format(address, words) if address else escape(words)


def more(address: str, words: str) -> Markup:
    """A line with a link to more on another page; nothing where there is no such address."""
    return Markup("<p>{}</p>").format(link_html(address, words)) if address else Markup("")


def make_environment(*packages: str) -> Environment:
    """Where templates are found, those of the first package first; what is data is escaped."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=True,
        auto_reload=False,  # else each rendering asks the disk whether the template has changed
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(grade=grade_chip, report=report_link)
    environment.globals.update(link=link_html, short_grades=SHORT_GRADES)
    return environment


_ENVIRONMENT = make_environment("ilacs_bench.dashboard")
