"""Parts of the older pages from their templates."""

from ilacs_bench.dashboard.html import make_environment

_ENVIRONMENT = make_environment("ilacs_bench.widgets", "ilacs_bench.dashboard")


def render_part(name: str, **values: object) -> str:
    """HTML of the template `<name>.html.j2`; values are escaped, missing ones are an error."""
    return _ENVIRONMENT.get_template(f"{name}.html.j2").render(**values)
