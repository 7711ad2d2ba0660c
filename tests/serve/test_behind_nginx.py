"""Two servers behind a real nginx: TLS, a path, in turn, one of them now and then gone."""

import random
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from behind_nginx import NGINX, nginx
from live_server import LiveServer, free_port, live_server, wait_until
from serve.conftest import SHOWN, write_notebook, write_numbers

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed: apt-get install nginx"),
]
OPTIONS = {"base_url": "/inspections/", "workers": 1}
PEOPLE = 4


class Replicas:
    """Two equal servers, by their numbers."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.ports = [free_port(), free_port()]
        self._folder = folder
        self._stack = stack
        self._running: list[LiveServer | None] = [None, None]

    def start(self, number: int) -> None:
        serving = live_server(notebooks=self._folder, options=OPTIONS, port=self.ports[number])
        self._running[number] = self._stack.enter_context(serving)
        wait_until(lambda: self.is_well(number))

    def end(self, number: int, how: int) -> None:
        self._running[number].process.send_signal(how)
        self._running[number].process.wait(20)

    def is_well(self, number: int) -> bool:
        return httpx.get(f"http://127.0.0.1:{self.ports[number]}/inspections/healthz").is_success


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("notebooks")
    write_numbers(made)
    return made


@pytest.fixture(scope="module")
def replicas(folder) -> Iterator[Replicas]:
    with ExitStack() as stack:
        made = Replicas(folder, stack)
        with ThreadPoolExecutor() as pool:
            list(pool.map(made.start, (0, 1)))
        yield made


@pytest.fixture(scope="module")
def url(replicas, tmp_path_factory) -> Iterator[str]:
    with nginx(replicas.ports, tmp_path_factory.mktemp("nginx")) as address:
        yield address


def client() -> httpx.Client:
    return httpx.Client(verify=False, timeout=20)


def asked_meanwhile(url: str, what: Callable[[], object]) -> tuple[list[str], list[int]]:
    """What people were told who go on choosing while something is done; and what went wrong."""
    done, said, wrong = threading.Event(), [], []

    def choose(seed: int) -> None:
        chance = random.Random(seed)
        with client() as person:
            while not done.wait(0.1):
                n = chance.randrange(10_000)
                answer = person.get(f"{url}/numbers/answer?n={n}")
                if answer.status_code == 200:
                    assert answer.json()["status"].startswith(f"{n} says")
                    said.append(answer.json()["status"].split()[-1])
                else:
                    wrong.append(answer.status_code)

    with ThreadPoolExecutor() as pool:
        people = [pool.submit(choose, seed) for seed in range(PEOPLE)]
        try:
            what()
        finally:
            done.set()
        for person in people:
            person.result()
    return said, wrong


def test_page_change_and_download_stand_below_the_path(url):
    with client() as person:
        bare = person.get(f"{url}/", follow_redirects=True)
        assert bare.url == f"{url}/numbers"
        page = person.get(f"{url}/numbers?n=5")
        assert "<p data-live-page>5</p>" in page.text
        assert page.headers["strict-transport-security"]
        assert person.get(f"{url}/numbers/answer?n=6").json()["status"].startswith("6 says")
        file = person.get(f"{url}/numbers/file/text?n=7")
        assert (file.content, file.headers["content-type"]) == (b"7", "text/plain")
        assert person.get(f"{url}/static/none").status_code == 404
        again = person.get(f"{url}/numbers?n=5", headers={"If-None-Match": page.headers["etag"]})
        assert again.status_code == 304  # whichever is asked


def test_no_choice_fails_while_servers_are_killed_or_rolled_out_and_come_back(
    url, replicas, folder
):
    def kill_and_roll():
        write_notebook(folder / "numbers.ipynb", SHOWN, "print('newer')")
        for number, how in enumerate((signal.SIGKILL, signal.SIGTERM)):
            replicas.end(number, how)
            replicas.start(number)

    said, wrong = asked_meanwhile(url, kill_and_roll)
    assert len(set(said)) >= 3  # answered by workers of both, before and after
    assert (len(said) > 20, wrong) == (True, [])
    with client() as person:
        for _ in range(4):
            assert "newer" in person.get(f"{url}/numbers?n=5").text
