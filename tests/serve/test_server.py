"""Ports, settings and the Vega bundle, without a running server."""

import asyncio
import json
import socket
from pathlib import Path

import pytest
from tornado.websocket import WebSocketClosedError

from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.serve import start, static_bundle
from ilacs_bench.serve.options import ServeOptions
from ilacs_bench.serve.server import log_unless_closed
from ilacs_bench.serve.settings import OwnKernel, settings
from ilacs_bench.serve.start import free_port, serve


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_port_asked_for_and_taken_says_what_to_do(taken_port):
    with pytest.raises(IlacsBenchError, match=rf"Port {taken_port} .* taken .* --port"):
        free_port("127.0.0.1", taken_port)


def test_folder_that_is_not_there_says_how_to_make_one(tmp_path):
    with pytest.raises(IlacsBenchError, match=r"nowhere: no such folder\. .*'ilacs-bench build"):
        serve(ServeOptions(), data=tmp_path / "nowhere")


def test_folder_without_tables_is_refused_before_anything_is_served(tmp_path):
    with pytest.raises(IlacsBenchError, match="ilacs-bench build"):
        serve(ServeOptions(), data=tmp_path)


def test_without_a_port_the_next_free_one_is_taken(taken_port, monkeypatch):
    monkeypatch.setattr(start, "FIRST_PORT", taken_port)
    assert free_port("127.0.0.1", None) > taken_port


def test_visitors_choose_no_template_and_see_no_traceback():
    chosen = settings(ServeOptions(), 8866, Path("bundle.js")).VoilaConfiguration
    assert (chosen.allow_template_override, chosen.allow_theme_override) == ("NO", "NO")
    assert chosen.show_tracebacks is False


def test_only_this_interpreter_is_a_kernel(tmp_path, monkeypatch):
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(
        json.dumps({"argv": ["/somewhere/else"], "display_name": "x", "language": "python"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    specs = OwnKernel().get_all_specs()
    assert list(specs) == ["python3"]
    assert specs["python3"]["spec"]["argv"][0] != "/somewhere/else"


@pytest.fixture
def small_bundle(monkeypatch):
    monkeypatch.setattr(static_bundle, "vega_bundle", lambda: "export {};")


def test_bundle_is_made_once(small_bundle, tmp_path, monkeypatch):
    monkeypatch.setattr(static_bundle, "user_cache_path", lambda _name: tmp_path / "cache")
    made = static_bundle.write_vega_bundle(tmp_path / "otherwise")
    monkeypatch.delattr(static_bundle, "vega_bundle")
    assert static_bundle.write_vega_bundle(tmp_path / "otherwise") == made
    assert [path.name for path in made.parent.iterdir()] == [static_bundle.BUNDLE_NAME]


@pytest.mark.parametrize("cache", ["/proc/none/.cache", "~/.cache"])
def test_bundle_goes_elsewhere_where_the_cache_cannot_be_written(
    small_bundle, tmp_path, monkeypatch, cache
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(static_bundle, "user_cache_path", lambda _name: Path(cache))
    made = static_bundle.write_vega_bundle(tmp_path / "otherwise")
    assert made == tmp_path / "otherwise" / static_bundle.BUNDLE_NAME
    assert made.read_text() == "export {};"
    assert [path.name for path in tmp_path.iterdir()] == ["otherwise"]


def test_only_a_closed_tab_is_no_error():
    told = []

    async def fail(error: Exception) -> None:
        loop = asyncio.get_running_loop()
        loop.default_exception_handler = told.append
        loop.set_exception_handler(log_unless_closed)
        loop.call_exception_handler({"message": "unheard", "exception": error})

    asyncio.run(fail(WebSocketClosedError()))
    assert told == []
    asyncio.run(fail(ValueError()))
    assert [context["message"] for context in told] == ["unheard"]
