"""The local world in which the bot can be tried without Telegram, SMS or mail accounts."""

import asyncio
import base64
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from time import time
from typing import Any

from pydantic import SecretStr

from bot.sandbox.mail import MailSink
from bot.sandbox.page.actions import Actions
from bot.sandbox.page.cast import Cast
from bot.sandbox.page.faults import Faults
from bot.sandbox.page.history import History
from bot.sandbox.page.news import News
from bot.sandbox.page.samples import load_samples
from bot.sandbox.page.saved import restored, say, set_aside
from bot.sandbox.page.scene import LETTER_LINE, Scene, letter_line
from bot.sandbox.page.server import PageServer
from bot.sandbox.sms import ArrivedSms, SmscEmulator, SmsInbox
from bot.sandbox.telegram import Telegram
from bot.setting_types import KEY_BYTES
from bot.settings import SANDBOX_FOLDER, Settings

SAMPLE_REGISTRY = Path(__file__).parent / "sample_registry.csv"
"""The insurer's list of the sandbox, to be imported before the bot answers anybody."""
SAMPLE_COMPANIES = ("ООО «Северный маяк»", "ООО «Лесные тропы»")
"""The policyholders of that list: the HR person of the page acts for them."""
SAMPLE_PEOPLE = Path(__file__).parent / "people.json"
HOST = "127.0.0.1"
PAGE_PORT = 8000
_PORTS_TRIED = 20
_LAST_PORT = 65535
# Updates that a killed process had given out but not yet written to the state file.
_UNWRITTEN_UPDATES = 1000


@dataclass(frozen=True, slots=True)
class _Outside:
    """What stands in for Telegram, the SMS gateway and the mail server."""

    telegram: Telegram
    inbox: SmsInbox
    smsc: SmscEmulator
    mail: MailSink


@dataclass(frozen=True, slots=True)
class LocalWorld:
    """What a bot needs to live here.

    Attributes:
        hr: Telegram ids of those who act for `SAMPLE_COMPANIES` from the first start on.
        page: address of the page that shows it all.
    """

    settings: Settings
    hr: frozenset[int]
    page: str

    def invite(self) -> None:
        """Print where to look, once there is a bot that answers."""
        say(f"Песочница: {self.page} — откройте в браузере")


@asynccontextmanager
async def sandbox(settings: Settings) -> AsyncIterator[LocalWorld]:
    """Start the world and its page.

    Everything is kept in `SANDBOX_FOLDER`; what cannot be read any more is begun anew.
    """
    folder = SANDBOX_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        outside = _outside(folder)
        telegram_url = await _start(outside, stack)
        page, scene = await _open_page(folder, outside, stack)
        local: dict[str, object] = {
            "bot_token": SecretStr(outside.telegram.token),
            "telegram_api_url": telegram_url,
            "database_url": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
            "secret_keys": (SecretStr(_key(folder)),),
            "sms_url": SecretStr(outside.smsc.url),
            "smtp_url": SecretStr(outside.mail.url),
            "admin_ids": scene.cast.admins,
        }
        update = _insurer(page) | _bot_pages(settings) | local
        yield LocalWorld(settings.model_copy(update=update), scene.cast.hr, page)


def _outside(folder: Path) -> _Outside:
    inbox = SmsInbox()
    return _Outside(_telegram(folder / "telegram.json"), inbox, SmscEmulator(inbox), MailSink())


def _telegram(state_file: Path) -> Telegram:
    """Go on with the chats of the last run, if there are any.

    The update ids leave a gap: the bot would take an id that it has seen for a duplicate.
    """

    def continued(state: Any) -> Telegram:
        telegram = Telegram(state_file=state_file)
        telegram.number_updates_from(state["next_update_id"] + _UNWRITTEN_UPDATES)
        return telegram

    if found := restored(state_file, continued):
        return found
    telegram = Telegram(state_file=state_file)
    telegram.number_updates_from(int(time()))
    return telegram


async def _start(outside: _Outside, stack: AsyncExitStack) -> str:
    address = await outside.telegram.start()
    stack.push_async_callback(outside.telegram.stop)
    await outside.smsc.server.start()
    stack.push_async_callback(outside.smsc.server.close)
    await outside.mail.start()
    stack.push_async_callback(outside.mail.close)
    return address


async def _open_page(folder: Path, outside: _Outside, stack: AsyncExitStack) -> tuple[str, Scene]:
    """Serve the page; returns its address and what it shows."""
    faults = Faults(outside.telegram, outside.smsc, outside.mail)
    stack.push_async_callback(faults.close)
    scene = _scene(folder, outside, faults)
    following = asyncio.create_task(scene.follow(outside.inbox, outside.mail))
    stack.push_async_callback(_cancel, following)
    server = PageServer(scene, Actions(scene))
    listening = _listening(PAGE_PORT)
    await server.start(listening)
    stack.push_async_callback(server.stop)
    return f"http://{HOST}:{listening.getsockname()[1]}", scene


def _scene(folder: Path, outside: _Outside, faults: Faults) -> Scene:
    news = News()
    samples = load_samples(SAMPLE_PEOPLE)
    scene = Scene(
        telegram=outside.telegram,
        cast=Cast(folder / "cast.json", outside.telegram, next(iter(samples.values()))),
        faults=faults,
        samples=samples,
        sms=History(
            folder / "sms.json",
            check=_arrived,
            arrived=lambda sms: news.publish({"type": "sms", "sms": sms}),
        ),
        letters=History(
            folder / "letters.json",
            check=itemgetter("html", *LETTER_LINE),
            arrived=lambda letter: news.publish({"type": "letter", "letter": letter_line(letter)}),
        ),
        news=news,
    )
    for entry in scene.sms.entries:
        outside.inbox.deliver(_arrived(entry))
    return scene


def _arrived(entry: dict[str, Any]) -> ArrivedSms:
    return ArrivedSms(
        gateway=entry["gateway"],
        provider_id=entry["id"],
        phone=entry["phone"],
        text=entry["text"],
        sender=entry["sender"],
        at=datetime.fromisoformat(entry["at"]),
    )


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _insurer(page: str) -> dict[str, object]:
    return {
        "mail_from": "cabinet@primer-strakhovanie.example",
        "chat_url": page,
        "cabinet_url": f"{page}/cabinet",
        "cabinet_api_url": None,
        "cabinet_reset_url": f"{page}/cabinet/password",
        "insurer_name": "Пример Страхование",
        "insurer_legal_name": "АО «Пример Страхование»",
        "insurer_address": "101000, Москва, ул. Примерная, д. 1",
        "insurer_licence": "Лицензия СЛ № 0000 (вымышленная)",
        "insurer_phone": "8 800 000-00-00",
        "insurer_site": f"{page}/cabinet",
        "privacy_url": f"{page}/privacy",
    }


def _bot_pages(settings: Settings) -> dict[str, object]:
    with _listening(settings.http_port) as probe:
        port: int = probe.getsockname()[1]
    return {"http_host": HOST, "http_port": port, "public_url": f"http://{HOST}:{port}"}


def _listening(first: int) -> socket.socket:
    """Take this port or one of the next; any free one when all of those are taken."""
    for port in range(first, min(first + _PORTS_TRIED, _LAST_PORT)):
        with suppress(OSError):
            return socket.create_server((HOST, port))
    return socket.create_server((HOST, 0))


def _key(folder: Path) -> str:
    """Return the sandbox's secret key, drawn once; without it the old database is of no use."""
    path = folder / "keys"
    with suppress(FileNotFoundError):
        kept = path.read_text(encoding="ascii", errors="replace").strip()
        if _is_key(kept):
            return kept
        set_aside(path)
    _set_database_aside(folder)
    key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(key)
    return key


def _is_key(text: str) -> bool:
    with suppress(ValueError):
        return len(base64.b64decode(text, validate=True)) == KEY_BYTES
    return False


def _set_database_aside(folder: Path) -> None:
    for path in folder.glob("bot.db*"):
        set_aside(path)
