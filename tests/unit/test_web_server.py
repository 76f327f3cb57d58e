"""Clients that are slow, many or late: cut, refused, or let finish."""

import asyncio
import select
import socket
from contextlib import suppress
from dataclasses import replace

from bot.use_cases.ports.web import ActivationState
from bot.web.connection import ServerLimits
from tests.unit.web_site import FORM, HOST, QUICK, TOKEN, FakeActivation, Site, served

HEAD = f"GET /a/{TOKEN} HTTP/1.1\r\nHost: {HOST}\r\n"


async def open_to(site: Site) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", site.port)


async def until_closed(incoming: asyncio.StreamReader) -> bytes:
    """Return the rest; the test's own limit is far above the server's."""
    heard = b""
    with suppress(ConnectionResetError):  # what came before it was said all the same
        async with asyncio.timeout(5):
            while part := await incoming.read(1_024):
                heard += part
    return heard


async def drip(outgoing: asyncio.StreamWriter, closed: asyncio.Future[bytes], byte: bytes) -> None:
    """Send a byte now and then until the server has had enough."""
    while not closed.done():
        outgoing.write(byte)
        await asyncio.wait([closed], timeout=0.05)


async def test_a_connection_that_says_nothing_is_cut() -> None:
    async with served(limits=QUICK) as site:
        incoming, outgoing = await open_to(site)
        assert await until_closed(incoming) == b""
        outgoing.close()


async def test_headers_that_drip_are_cut_and_others_are_served_meanwhile() -> None:
    async with served(limits=QUICK) as site:
        incoming, outgoing = await open_to(site)
        outgoing.write(f"{HEAD}X-Slow: ".encode())
        closed = asyncio.create_task(until_closed(incoming))
        dripping = asyncio.create_task(drip(outgoing, closed, b"x"))
        assert (await site.get(f"/a/{TOKEN}")).status == 200
        assert await closed == b""
        await dripping
        outgoing.close()


async def test_a_body_that_drips_is_cut_and_activates_nothing() -> None:
    activation = FakeActivation()
    async with served(limits=QUICK, activation=activation) as site:
        incoming, outgoing = await open_to(site)
        head = f"POST /a/{TOKEN} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 4000\r\n"
        outgoing.write(f"{head}Content-Type: {FORM['Content-Type']}\r\n\r\n".encode())
        closed = asyncio.create_task(until_closed(incoming))
        await drip(outgoing, closed, b"x")
        assert (await closed).startswith(b"HTTP/1.1 408")
        outgoing.close()
    assert activation.activations == 0


async def test_a_client_that_does_not_read_is_cut() -> None:
    async with served(limits=QUICK) as site:
        with socket.socket() as deaf:
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            deaf.connect(("127.0.0.1", site.port))
            deaf.setblocking(False)
            deaf.send(f"{HEAD}\r\n".encode() * 2000)
            poller = select.poll()
            poller.register(deaf, select.POLLHUP)
            assert await asyncio.to_thread(poller.poll, 5000)


async def test_beyond_the_cap_a_connection_is_closed_at_once_and_the_others_go_on() -> None:
    async with served(limits=ServerLimits(connections=2)) as site:
        inside = [await open_to(site) for _ in range(2)]
        incoming, outgoing = await open_to(site)
        assert await until_closed(incoming) == b""
        outgoing.close()
        for reader, writer in inside:
            writer.write(f"{HEAD}Connection: close\r\n\r\n".encode())
            assert (await until_closed(reader)).startswith(b"HTTP/1.1 200")
            writer.close()
        assert (await site.get(f"/a/{TOKEN}")).status == 200


class Held(FakeActivation):
    """Waits in the middle of an activation."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go_on = asyncio.Event(), asyncio.Event()

    async def activate(self, token: str) -> ActivationState:
        self.reached.set()
        await self.go_on.wait()
        return await super().activate(token)


async def test_a_running_request_is_finished_before_the_server_stops() -> None:
    activation = Held()
    async with served(activation=activation) as site, asyncio.TaskGroup() as tasks:
        pressing = tasks.create_task(site.press())
        await activation.reached.wait()
        stopping = tasks.create_task(site.listening.stop())
        activation.go_on.set()
        await stopping
        assert (await pressing).status == 200


async def test_a_request_that_never_ends_does_not_keep_the_server() -> None:
    activation = Held()
    patient = replace(QUICK, answer_seconds=60)
    async with served(activation=activation, limits=patient) as site:
        incoming, outgoing = await open_to(site)
        head = f"POST /a/{TOKEN} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 0\r\n"
        outgoing.write(f"{head}Content-Type: {FORM['Content-Type']}\r\n\r\n".encode())
        await activation.reached.wait()
        await asyncio.wait_for(site.listening.stop(), 5)
        await until_closed(incoming)
        outgoing.close()
    assert activation.activations == 0


async def test_a_stopped_server_accepts_nobody() -> None:
    async with served() as site:
        await site.listening.stop()
        with socket.socket() as client:
            assert client.connect_ex(("127.0.0.1", site.port)) != 0
