"""`doctor` and addresses: the bot's own pages from outside, the cabinet's server."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.checks.finding import Verdict
from bot.checks.pages import check_cabinet, check_pages
from bot.settings import Settings
from bot.web.health import Health
from tests.certificates import self_signed
from tests.unit.doctor_findings import HOST, changed, only
from tests.unit.web_site import FakeActivation, served
from tests.world import World

FINE, WARNING, FAULT = Verdict.FINE, Verdict.WARNING, Verdict.FAULT


class Alive:
    """A database that answers."""

    async def ping(self) -> None: ...


@pytest.fixture
def settings(sqlite_url: str) -> Settings:
    return World(telegram_url=f"http://{HOST}:1").settings(sqlite_url)


async def test_a_bot_that_does_not_run_is_a_warning(settings: Settings) -> None:
    finding = await only(check_pages(settings))
    assert (finding.verdict, finding.subject) == (WARNING, "PUBLIC_URL")


async def test_pages_are_reached_and_nothing_is_activated(settings: Settings) -> None:
    activation = FakeActivation()
    async with bot_pages(settings, activation):
        assert (await only(check_pages(settings))).verdict is FINE
    assert (activation.looks, activation.activations) == (0, 0)


async def test_a_proxy_that_changes_host_is_a_fault(settings: Settings) -> None:
    async with bot_pages(settings, FakeActivation(), public_url="https://elsewhere.example"):
        finding = await only(check_pages(settings))
    assert finding.verdict is FAULT
    assert "Host" in finding.text


async def test_a_bot_without_its_database_is_a_fault(settings: Settings) -> None:
    async with answering(settings, {"/healthz": 503, "/a/doctor": 404}):
        assert "не видит базу" in (await only(check_pages(settings))).text


async def test_somebody_else_at_our_address_is_a_warning(settings: Settings) -> None:
    async with answering(settings, {"/healthz": 200, "/a/doctor": 200}):
        finding = await only(check_pages(settings))
    assert (finding.verdict, "отвечает не бот" in finding.text) == (WARNING, True)


async def test_a_certificate_is_checked_and_its_end_is_told(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secure = changed(settings, public_url=settings.public_url.replace("http:", "https:"))
    certificate = self_signed(HOST, tmp_path, days=3)
    async with answering(secure, {"/healthz": 200, "/a/doctor": 404}, certificate):
        untrusted = await only(check_pages(secure))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        open_pages, ends_soon = await check_pages(secure)
    assert untrusted.verdict is FAULT
    assert untrusted.text.startswith("сертификат не проходит проверку: ")
    assert (open_pages.verdict, ends_soon.verdict) == (FINE, WARNING)
    assert "пора обновить" in ends_soon.text


async def test_the_cabinet_is_connected_to_and_hears_nothing(settings: Settings) -> None:
    heard = asyncio.Queue[bytes]()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.put_nowait(await reader.read())
        writer.close()

    listening = await asyncio.start_server(listen, HOST, 0)
    port = listening.sockets[0].getsockname()[1]
    given = {"cabinet_api_url": f"http://{HOST}:{port}/accounts", "cabinet_api_secret": "s"}
    finding = await only(check_cabinet(changed(settings, **given)))
    assert (finding.verdict, await heard.get()) == (FINE, b"")
    listening.close()
    await listening.wait_closed()
    assert (await only(check_cabinet(changed(settings, **given)))).verdict is FAULT


@asynccontextmanager
async def bot_pages(
    settings: Settings, activation: FakeActivation, public_url: str = ""
) -> AsyncIterator[None]:
    """Serve the bot's own pages at PUBLIC_URL, as if its address were another one if given."""
    parts = {"activation": activation, "health": Health(Alive())}
    async with (
        served(public_url=public_url or settings.public_url, **parts) as site,
        forwarding(settings.http_port, site.port),
    ):
        yield


@asynccontextmanager
async def forwarding(port: int, to: int) -> AsyncIterator[None]:
    """Pass bytes on, as a proxy would that touches nothing."""

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(HOST, to)
        await asyncio.gather(_copy(reader, back), _copy(there, writer))

    async with await asyncio.start_server(pass_on, HOST, port):
        yield


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()


@asynccontextmanager
async def answering(
    settings: Settings, statuses: dict[str, int], certificate: Path | None = None
) -> AsyncIterator[None]:
    """Answer at PUBLIC_URL with these statuses."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=statuses[request.path])

    tls = None
    if certificate is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, HOST, settings.http_port, ssl_context=tls).start()
    yield
    await runner.cleanup()
