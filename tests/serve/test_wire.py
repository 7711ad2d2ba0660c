"""Only who knows the secret is let in, and what a stranger sends does no harm."""

import asyncio
import socket

import pytest
from serve.conftest import eventually

from ilacs_bench.serve.reception import Reception
from ilacs_bench.serve.wire import Address, WorkerLine


class Crew:
    """Takes note of who was let in."""

    def __init__(self):
        self.hellos = []

    async def take_in(self, hello, line):
        self.hellos.append(hello)

    def close(self):
        pass


def let_in(connect) -> list[dict]:
    """The hellos of those who were let in, when `connect` has connected and been hung up on."""

    async def run():
        reception, crew = Reception(), Crew()
        reception.crews["crew"] = crew
        await reception.open()
        await asyncio.wait_for(asyncio.to_thread(connect, reception.address), 20)
        reception.close()
        return crew.hellos

    return asyncio.run(run())


def hung_up_on(connected: socket.socket) -> None:
    connected.settimeout(10)
    assert connected.recv(1) == b""


def test_worker_with_the_secret_is_led_to_its_crew():
    def connect(address):
        WorkerLine(address, crew="crew", role="worker", pid=7).receive()

    (hello,) = let_in(connect)
    assert (hello["role"], hello["pid"]) == ("worker", 7)


@pytest.mark.parametrize("secret", ["", "guessed", "0" * 64, None, 7])
def test_wrong_secret_is_hung_up_on(secret):
    def connect(address):
        assert WorkerLine(Address(address.port, secret), crew="crew").receive() is None

    assert let_in(connect) == []


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 64, b"\0\0\0\2{}", b"\0\0\0\4null", b"\0\0\0\1\xff"],
)
def test_stranger_is_hung_up_on(sent):
    def connect(address):
        with socket.create_connection(("127.0.0.1", address.port)) as stranger:
            stranger.sendall(sent)
            stranger.shutdown(socket.SHUT_WR)
            hung_up_on(stranger)

    assert let_in(connect) == []


def test_worker_of_no_crew_is_hung_up_on():
    def connect(address):
        assert WorkerLine(address, crew="another").receive() is None

    assert let_in(connect) == []


def test_reception_listens_on_this_machine_only():
    reception = Reception()
    assert reception._socket.getsockname()[0] == "127.0.0.1"
    assert len(reception.address.secret) == 64
    reception.close()


def test_many_strangers_keep_nobody_out():
    async def run():
        reception, crew = Reception(), Crew()
        reception.crews["crew"] = crew
        await reception.open()
        strangers = [socket.create_connection(("127.0.0.1", reception.address.port))] * 50
        await asyncio.to_thread(WorkerLine, reception.address, crew="crew")
        await eventually(lambda: crew.hellos)
        for stranger in strangers:
            stranger.close()
        reception.close()

    asyncio.run(run())
