"""The page of the sandbox as its browser sees it: one socket, requests, the bot's side."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientResponse, ClientSession, ClientWebSocketResponse

from bot.gateways.mail import SmtpMail
from bot.gateways.smtp_url import parse_smtp_url
from bot.sandbox.world import LocalWorld, sandbox
from bot.settings import Settings, load_settings
from bot.use_cases.ports.mail import Letter, Mail

LETTER = Letter("Активация", "Код:\n4812 0573\nhttps://b.example.ru/a#t\n", "<p>Код</p>")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever has the page open, and what the bot of this sandbox can do."""

    http: ClientSession
    page: str
    world: LocalWorld

    @property
    def settings(self) -> Settings:
        return self.world.settings

    async def gets(self, path: str, **headers: str) -> ClientResponse:
        return await self.http.get(f"{self.page}{path}", headers=headers)

    async def does(self, action: str, **request: Any) -> ClientResponse:
        """Post an action as the page does."""
        address, origin = f"{self.page}/do/{action}", {"Origin": self.page}
        return await self.http.post(address, json=request, headers=origin)

    @asynccontextmanager
    async def watches(self) -> AsyncIterator[ClientWebSocketResponse]:
        async with self.http.ws_connect(f"{self.page}/live", origin=self.page) as live:
            yield live

    async def sees(self) -> dict[str, Any]:
        """Return the whole scene."""
        async with self.watches() as live:
            scene: dict[str, Any] = await live.receive_json()
            return scene

    async def bot(self, method: str, **params: Any) -> dict[str, Any]:
        """Call the Bot API as the bot does; returns the envelope."""
        token = self.settings.bot_token
        assert token is not None
        address = f"{self.settings.telegram_api_url}/bot{token.get_secret_value()}/{method}"
        async with self.http.post(address, json=params) as answer:
            envelope: dict[str, Any] = await answer.json()
            return envelope

    async def bot_downloads(self, file_path: str) -> bytes:
        """Fetch a file as the bot does after getFile."""
        token = self.settings.bot_token
        assert token is not None
        address = f"{self.settings.telegram_api_url}/file/bot{token.get_secret_value()}"
        async with self.http.get(f"{address}/{file_path}") as answer:
            assert answer.status == 200
            return await answer.read()

    async def sms(self, text: str, phone: str = "+79000000001") -> dict[str, Any]:
        """Send an SMS through the gateway's emulator; returns its answer."""
        assert self.settings.sms_url is not None
        url = urlsplit(self.settings.sms_url.get_secret_value())
        login = {"login": url.username, "psw": url.password, "fmt": "3", "charset": "utf-8"}
        form = login | {"phones": phone, "mes": text, "sender": "CABINET"}
        address = f"http://{url.hostname}:{url.port}/sys/send.php"
        async with self.http.post(address, data=form) as answer:
            given: dict[str, Any] = await answer.json()
            return given

    async def mail(self, to: str = "anna@example.org") -> None:
        """Send a mail through the sink."""
        assert self.settings.smtp_url is not None
        server = parse_smtp_url(self.settings.smtp_url.get_secret_value())
        await SmtpMail(server, "bot@example.ru").send(Mail("1", to, LETTER))


@asynccontextmanager
async def visiting() -> AsyncIterator[Visitor]:
    """Run a sandbox in the current folder and open its page."""
    async with sandbox(load_settings()) as local, ClientSession() as http:
        page = local.settings.cabinet_url
        assert page is not None
        yield Visitor(http, page.removesuffix("/cabinet"), local)


async def heard(live: ClientWebSocketResponse, kind: str) -> Mapping[str, Any]:
    """Return the next change of this kind."""
    while True:
        change: dict[str, Any] = await live.receive_json(timeout=5)
        if change["type"] == kind:
            return change


def insured(scene: Mapping[str, Any]) -> int:
    """Return the chat of the first insured person."""
    return next(int(one["chat"]) for one in scene["personas"] if one["role"] == "insured")


KEPT = Path("data/sandbox")
"""Where the sandbox keeps everything, below the current folder."""
