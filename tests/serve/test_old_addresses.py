"""An address that was a page once leads on, with what can be kept; a notebook of its name wins."""

import asyncio
from types import SimpleNamespace

import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

import ilacs_bench as ib
from ilacs_bench.dashboard import Page
from ilacs_bench.dashboard.pages import themes
from ilacs_bench.errors import UnknownName
from ilacs_bench.paths import bundled
from ilacs_bench.serve.access import Access
from ilacs_bench.serve.handlers import PageHandler
from ilacs_bench.serve.old_addresses import MOVED, new_address
from ilacs_bench.serve.options import ServeOptions

CASES = [
    ("compare_councils", "", "council"),
    (
        "compare_councils",
        "la=suffolk&to=region&as_at=2025-03-31&area=leaders&area=in_care&over=leaders",
        "council?la=suffolk&to=region&as_at=2025-03-31&area=leaders&area=in_care",
    ),
    ("compare_councils", "area=", "council?area="),
    ("compare_councils", "to=own&with=E10000016", "council?to=own"),
    ("profile", "la=hull&theme=", "council?la=hull"),
    (
        "profile",
        "la=hull&to=region&theme=supervision",
        "themes?la=hull&to=region&theme=supervision",
    ),
    ("themes", "side=weakness", "themes?since=2018&kind=weakness"),
    ("themes", "group=practice&theme=supervision&q=a", "themes?theme=supervision&q=a&since=2018"),
    ("themes", "since=2019&until=2021", "themes?since=2019&as_at=2021-12-31"),
    ("themes", "since=2019&until=2999&side=best", "themes?since=2019"),
    *(("themes", f"until={year}", "themes?since=2018") for year in ("20199", "2017", "٢٠١٩", "")),
    ("profile", "la=%0d%0aSet-Cookie%3a+a", "council?la=%0D%0ASet-Cookie%3A+a"),
    ("profile", "&".join("la=a" for _ in range(500)), "council"),
]


@pytest.mark.parametrize(("name", "query", "address"), CASES)
def test_what_can_be_kept_is(name, query, address):
    assert new_address(name, query) == address


def test_what_never_was_a_page_leads_nowhere():
    assert new_address("council", "la=hull") is None
    assert new_address("themes", "theme=supervision&kind=weakness&since=12") is None
    assert {name for name, _, _ in CASES} == {*MOVED, "themes"}


def test_an_old_address_of_themes_can_be_shown():
    page = Page(tables := ib.load(), **themes.filters(tables))
    for _, query, address in CASES:
        if address.startswith("themes?"):
            assert new_address("themes", address.partition("?")[2]) is None
            assert not page.answer(address.partition("?")[2])["is_error"], query


@pytest.mark.parametrize("moved", MOVED.values(), ids=MOVED)
def test_the_page_that_took_its_place_has_the_controls_that_are_kept(moved):
    notebook = (bundled("dashboards") / f"{moved.page}.ipynb").read_text()
    assert all(f"{name}=controls." in notebook for name in moved.kept.values())


class Dashboards:
    """Notebooks by name; none of them can be shown."""

    def __init__(self, *names):
        self.names = names

    async def has(self, name):
        return name in self.names

    async def page(self, name, *, anew):
        raise UnknownName(name)


async def answer(dashboards, path):
    site = SimpleNamespace(dashboards=dashboards)
    words = SimpleNamespace(get_template=lambda _: SimpleNamespace(render=lambda **_: "words"))
    settings = {
        "headers": {},
        "access": Access(ServeOptions()),
        "ending": asyncio.Event(),
        "under_way": set(),
        "voila_jinja2_env": words,
        "base_url": "/",
    }
    server = HTTPServer(Application([(r"/([\w-]+)", PageHandler, {"site": site})], **settings))
    socket, port = bind_unused_port()
    server.add_socket(socket)
    got = await AsyncHTTPClient().fetch(
        f"http://127.0.0.1:{port}/{path}", follow_redirects=False, raise_error=False
    )
    server.stop()
    await server.close_all_connections()
    return got.code, got.headers.get("Location")


@pytest.mark.parametrize("name", MOVED)
def test_the_server_leads_on_and_a_notebook_of_the_name_wins(name):
    assert asyncio.run(answer(Dashboards("themes"), "themes?side=weakness"))[0] == 302
    asked = f"{name}?la=suffolk"
    assert asyncio.run(answer(Dashboards("council"), asked)) == (302, "council?la=suffolk")
    assert asyncio.run(answer(Dashboards("council", name), asked)) == (404, None)
