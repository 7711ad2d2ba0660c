"""Addresses of the dashboards, as they are in the site: links between files, none to a kernel.

The views of the dashboards link to `profile?la=kent`, and have buttons that choose a theme. Here
each becomes a relative link to a file of the site, or plain words where the site has no such file.
What is not known to lead anywhere is an error, not a dead link.
"""

import html
import json
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

ACCURACY = "about.html#ilacs-accuracy"
_HREF = re.compile(r'\shref="([^"]*)"')
_THEME_BUTTON = re.compile(
    r"""<button\b(?P<before>[^>]*?)\sdata-set=(?P<quote>["'])(?P<set>.*?)(?P=quote)[^>]*>"""
    r"""(?P<words>.*?)</button>""",
    re.DOTALL,
)
_CLASS = re.compile(r'\sclass="[^"]*"')


@dataclass(frozen=True)
class Places:
    """Where a page's links lead.

    root      the way from the page to the folder of the site: '' or '../'
    councils  what stands for each local authority that has a page
    themes    the link of each theme that there is something to read of, from this page
    """

    root: str
    councils: Set[str]
    themes: Mapping[str, str]


def council_path(slug: str) -> str:
    """The file of a local authority's page."""
    return f"councils/{slug}.html"


def theme_path(theme: str) -> str:
    """The file of a theme's page."""
    return f"themes/{theme.replace('_', '-')}.html"


def evidence_id(theme: str) -> str:
    """What a council's page calls the place of its evidence on a theme."""
    return f"theme-{theme.replace('_', '-')}"


def resolved(body: str, places: Places) -> Markup:
    """The HTML of a dashboard's view with links that lead to files of the site.

    Raises LookupError for an address that is none of the dashboards', or one nobody thought of.

    >>> at = Places("../", {"kent"}, {})
    >>> print(resolved('<a href="profile?la=kent&as_at=2025-03-31">Kent</a>', at))
    <a href="../councils/kent.html">Kent</a>
    >>> print(resolved('<a href="profile?la=hull">Hull</a>', at))
    <a>Hull</a>
    """
    with_themes = _THEME_BUTTON.sub(lambda found: _theme(found, places), body)
    return Markup(_HREF.sub(lambda found: _link(found[1], places), with_themes))  # noqa: S704


def _theme(button: re.Match[str], places: Places) -> str:
    """A button that chooses a theme, as a link to what it would show."""
    chosen = json.loads(html.unescape(button["set"]))
    if set(chosen) != {"theme"}:
        raise LookupError(f"a button that chooses {chosen}: no page of the site shows that")
    link = places.themes.get(chosen["theme"][0])
    if link is None:
        return f"<span>{button['words']}</span>"
    style = _CLASS.search(button["before"])
    return f'<a href="{html.escape(link)}"{style[0] if style else ""}>{button["words"]}</a>'


def _link(address: str, places: Places) -> str:
    parts = urlsplit(html.unescape(address))
    if parts.scheme == "https" or (address.startswith("#")):
        return f' href="{address}"'
    if parts.path == "extracts":
        return f' href="{places.root}{ACCURACY}"'
    if parts.path == "profile":
        return _council(parse_qs(parts.query), places)
    if parts.path.endswith((".html", ".csv", ".xlsx")):  # of the site's own templates
        return f' href="{address}"'
    raise LookupError(f"{address!r} is an address that no page of the site stands for")


def _council(asked: Mapping[str, list[str]], places: Places) -> str:
    """A council's page, at the evidence of a theme where one was asked for."""
    (slug,) = asked["la"]
    if slug not in places.councils:
        return ""
    at = "".join(f"#{evidence_id(theme)}" for theme in asked.get("theme", []))
    return f' href="{places.root}{council_path(slug)}{at}"'
