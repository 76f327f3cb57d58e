"""Addresses: our own pages from outside, and the cabinet's server, to which nothing is sent."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ssl import SSLCertVerificationError, SSLError, cert_time_to_seconds, create_default_context
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, TCPConnector

from bot.checks.finding import Finding, fault, fine, warning
from bot.setting_types import is_loopback
from bot.settings import Settings

PAGES, CABINET = "PUBLIC_URL", "CABINET_API_URL"
SOON = timedelta(days=14)


async def check_pages(settings: Settings) -> Sequence[Finding]:
    """Find out whether links in mails open, the certificate holds, and the proxy keeps Host."""
    try:
        until = await certificate_end(settings.public_url)
        finding = await _answers(settings.public_url)
    except SSLError as error:
        return [fault(PAGES, _why(error))]
    except (ClientError, OSError) as error:
        text = f"отсюда не открывается ({type(error).__name__}): проверьте снаружи"
        return [warning(PAGES, text)]
    return [finding] if until is None else [finding, _certificate(until)]


async def check_links(settings: Settings) -> Sequence[Finding]:
    """Judge the address by itself: what opens here may open nowhere else."""
    if is_loopback(urlsplit(settings.public_url).hostname):
        text = "адрес этой же машины: ссылки из писем у людей не откроются, нужен адрес снаружи"
        return [warning(PAGES, text)]
    return []


async def check_cabinet(settings: Settings) -> Sequence[Finding]:
    """Connect and say nothing: a request might be taken for an account."""
    if settings.cabinet_api_url is None:
        return [fine(CABINET, "не задан: учётные записи отдаёт команда export-accounts")]
    try:
        await certificate_end(settings.cabinet_api_url)
    except SSLError as error:
        return [fault(CABINET, _why(error))]
    except OSError as error:
        return [fault(CABINET, f"нет соединения ({type(error).__name__})")]
    return [fine(CABINET, "сервер принимает соединение, запрос не отправлялся")]


async def certificate_end(address: str) -> datetime | None:
    """Connect to an address; tell how long its certificate is good for, None without TLS.

    Raises:
        ssl.SSLError: the certificate does not fit.
        OSError: nobody is there.
    """
    url = urlsplit(address)
    tls = create_default_context() if url.scheme == "https" else None
    port = url.port or (443 if tls else 80)
    _, writer = await asyncio.open_connection(url.hostname, port, ssl=tls)
    certificate = writer.get_extra_info("peercert")
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    if certificate is None:
        return None
    return datetime.fromtimestamp(cert_time_to_seconds(certificate["notAfter"]), UTC)


async def _answers(public_url: str) -> Finding:
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(public_url))
    async with ClientSession(connector=TCPConnector(ssl=create_default_context())) as session:
        health = await _status(session, f"{origin}/healthz")
        page = await _status(session, f"{public_url}/a/doctor")
    if health == 503:
        return fault(PAGES, "бот отвечает, но не видит базу данных")
    if page == 421:
        return fault(PAGES, "прокси меняет заголовок Host: передавайте его без изменений")
    if (health, page) != (200, 404):
        text = f"отвечает не бот (HTTP {health} и {page}): запущен ли он, туда ли ведёт прокси"
        return warning(PAGES, text)
    return fine(PAGES, "страницы бота открываются")


async def _status(session: ClientSession, url: str) -> int:
    async with session.get(url, allow_redirects=False) as response:
        return response.status


def _certificate(until: datetime) -> Finding:
    text = f"сертификат действует до {until:%d.%m.%Y}"
    soon = until - datetime.now(UTC) < SOON
    return warning(PAGES, f"{text}: пора обновить") if soon else fine(PAGES, text)


def _why(error: SSLError) -> str:
    if isinstance(error, SSLCertVerificationError):
        return f"сертификат не проходит проверку: {error.verify_message}"
    return "не удалось установить защищённое соединение"
