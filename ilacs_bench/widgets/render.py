"""Parts of a page from Jinja templates, with everything that comes from data escaped."""

from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from ilacs_bench.vocabulary import GRADE_LABELS

SHORT_GRADES = {grade: label.removesuffix(" to be good") for grade, label in GRADE_LABELS.items()}
"""What stands in a narrow cell; the printed label is the whole."""
_OFSTED = "ofsted.gov.uk"


def render_part(name: str, **values: object) -> str:
    """HTML of the template `<name>.html.j2`; values are escaped, missing ones are an error."""
    return _ENVIRONMENT.get_template(f"{name}.html.j2").render(**values)


def ofsted_url(url: object) -> str | None:
    """The address if it is https on Ofsted's own hosts, else None: nothing else is linked.

    >>> ofsted_url("https://files.ofsted.gov.uk/v1/file/50000000")
    'https://files.ofsted.gov.uk/v1/file/50000000'
    >>> ofsted_url("https://ofsted.gov.uk.example.org/file") is None
    True
    """
    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = parts.hostname or ""
    is_ofsted = host == _OFSTED or host.endswith(f".{_OFSTED}")
    return url if parts.scheme == "https" and is_ofsted and not parts.username else None


def make_environment(*packages: str) -> Environment:
    """Where templates are found, those of the first package first; what is data is escaped."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(short_grades=SHORT_GRADES)
    environment.filters["ofsted_url"] = ofsted_url
    return environment


_ENVIRONMENT = make_environment("ilacs_bench.widgets")
