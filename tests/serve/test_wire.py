"""Only who knows the secret is let in, and what a stranger sends does no harm."""

import asyncio
import socket

import pytest
from serve.conftest import closed, eventually

from ilacs_bench.serve.listener import Listener
from ilacs_bench.serve.wire import ServerAddress, WorkerLine


class WorkerPool:
    """Takes note of who was let in."""

    is_closed = False

    def __init__(self, name="pool"):
        self.name = name
        self.hellos = []

    async def serve_process(self, hello, line):
        self.hellos.append(hello)

    def close(self):
        pass


def let_in(connect) -> list[dict]:
    """The hellos of those who were let in, when `connect` has connected and been hung up on."""

    async def run():
        listener, pool = Listener(), WorkerPool()
        listener.add(pool)
        await listener.open()
        await asyncio.wait_for(asyncio.to_thread(connect, listener.address), 20)
        await closed(listener)
        return pool.hellos

    return asyncio.run(run())


def hung_up_on(connected: socket.socket) -> None:
    connected.settimeout(10)
    assert connected.recv(1) == b""


def test_worker_with_the_secret_is_led_to_its_pool():
    def connect(address):
        WorkerLine(address, pool="pool", role="worker", pid=7).receive()

    (hello,) = let_in(connect)
    assert (hello["role"], hello["pid"]) == ("worker", 7)


@pytest.mark.parametrize("secret", ["", "guessed", "0" * 64, None, 7])
def test_wrong_secret_is_hung_up_on(secret):
    def connect(address):
        assert WorkerLine(ServerAddress(address.port, secret), pool="pool").receive() is None

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


def test_worker_of_no_pool_is_hung_up_on():
    def connect(address):
        assert WorkerLine(address, pool="another").receive() is None

    assert let_in(connect) == []


def test_it_listens_on_this_machine_only():
    listener = Listener()
    assert listener._socket.getsockname()[0] == "127.0.0.1"
    assert len(listener.address.secret) == 64
    listener.close()


def test_many_strangers_keep_nobody_out():
    async def run():
        listener, pool = Listener(), WorkerPool()
        listener.add(pool)
        await listener.open()
        place = ("127.0.0.1", listener.address.port)
        strangers = [socket.create_connection(place) for _ in range(50)]
        await asyncio.to_thread(WorkerLine, listener.address, pool="pool")
        await eventually(lambda: pool.hellos)
        for stranger in strangers:
            stranger.close()
        await closed(listener)

    asyncio.run(run())


def test_pool_that_was_closed_is_forgotten_when_another_comes():
    listener, old = Listener(), WorkerPool("old")
    listener.add(old)
    old.is_closed = True
    listener.add(WorkerPool("new"))
    assert [*listener.pools] == ["new"]
    listener.close()
