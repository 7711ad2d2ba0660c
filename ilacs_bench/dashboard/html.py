"""Parts of a page from Jinja templates, with everything that comes from data escaped."""

import re

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ilacs_bench.columns.links import ofsted_url
from ilacs_bench.columns.words import SHORT_GRADES
from ilacs_bench.days import today


def render(template: str, /, **values: object) -> Markup:
    """HTML of `templates/<template>.html.j2`; values are escaped, a missing one is an error."""
    return Markup(_ENVIRONMENT.get_template(f"{template}.html.j2").render(**values))  # noqa: S704


def folded(summary: str, *parts: str) -> Markup:
    """What is read by few, below a line that opens it; the parts are HTML."""
    return render("folded", summary=summary, parts=parts)


def more(address: str, words: str) -> Markup:
    """A line with a link to more on another page; nothing where there is no such address."""
    line = Markup('<p><a href="{}">{}</a></p>')
    return line.format(address, words) if address else Markup("")


def iso_day(value: str) -> str:
    """What a field for a day can hold; '' for any other words: browsers warn of them.

    >>> iso_day("2025-03-31"), iso_day("soon")
    ('2025-03-31', '')
    """
    return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) else ""


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
    environment.globals.update(short_grades=SHORT_GRADES, today=today)
    environment.filters.update(ofsted_url=ofsted_url, iso_day=iso_day)
    return environment


_ENVIRONMENT = make_environment("ilacs_bench.dashboard")
