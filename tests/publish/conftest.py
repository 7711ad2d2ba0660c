"""The small site of the bundled facts, and one as at an earlier day, made once."""

from contextlib import redirect_stdout
from io import StringIO

import pytest
from html_reader import Html
from small_site import EARLY, england_workbook_once, small_site_build, smallest_site_build

from ilacs_bench.cli import main
from ilacs_bench.dashboard.page import Page
from ilacs_bench.publish import site as site_module
from ilacs_bench.publish.site import MARKER, make_site
from ilacs_bench.tables.store import read_tables


@pytest.fixture(scope="session")
def build():
    return small_site_build(read_tables())


@pytest.fixture(scope="session")
def site(build):
    with england_workbook_once():
        return dict(make_site(build))


@pytest.fixture(scope="session")
def pages(site):
    return {path: text.decode() for path, text in site.items() if path.endswith(".html")}


@pytest.fixture(scope="session")
def tags(pages):
    return {path: Html(text) for path, text in pages.items()}


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """The folder that `ilacs-bench publish` makes of an earlier day, and what it says."""
    out, said = tmp_path_factory.mktemp("published") / "site", StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        england_workbook_once(),
        redirect_stdout(said),
    ):
        patch.setattr(site_module, "prepare_site", smallest_site_build)
        assert main(["publish", str(out), "--as-at", EARLY.isoformat()]) == 0
    return out, said.getvalue()


@pytest.fixture(scope="session")
def early(published):
    folder, _ = published
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {n: path.read_bytes() for n, path in files.items() if path.is_file() and n != MARKER}


@pytest.fixture
def no_files(monkeypatch):
    """The files that pages offer are empty ones: half of the work of a site."""
    monkeypatch.setattr(Page, "file", lambda page, query, name: (name, b""))
