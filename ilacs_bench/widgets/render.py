"""Parts of a page from Jinja templates, with everything that comes from data escaped."""

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from ilacs_bench.columns.html_cells import SHORT_GRADES
from ilacs_bench.columns.links import ofsted_url


def render_part(name: str, **values: object) -> str:
    """HTML of the template `<name>.html.j2`; values are escaped, missing ones are an error."""
    return _ENVIRONMENT.get_template(f"{name}.html.j2").render(**values)


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
