"""The templates of pages of cells, with everything that comes from data escaped."""

from markupsafe import Markup

from ilacs_bench.widgets.render import make_environment

_ENVIRONMENT = make_environment("ilacs_bench.dashboard")


def render(template: str, /, **values: object) -> Markup:
    """HTML of `templates/<template>.html.j2`; values are escaped, a missing one is an error."""
    return Markup(_ENVIRONMENT.get_template(f"{template}.html.j2").render(**values))  # noqa: S704
