"""A served site for the tests: real HTTP on the loopback address, a hand-written activation."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from aiohttp import ClientSession

from bot.texts import Texts
from bot.use_cases.ports.web import ActivationState
from bot.web.connection import ServerLimits
from bot.web.pages import PageInfo
from bot.web.server import Listening, WebParts, build, start

HOST = "cabinet.example"
TOKEN = "Zq3vT7mN1xK8pR5wL2yB9cD4fG6hJ0sA_uE-iOtYrVz"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Headers = Mapping[str, str]
NO_HEADERS: Headers = MappingProxyType({})
QUICK = ServerLimits(
    head_seconds=0.3,
    body_seconds=0.3,
    linger_seconds=0.1,
    send_seconds=0.3,
    answer_seconds=0.3,
    stop_seconds=0.4,
)
INFO = PageInfo(
    insurer_name="СК «Пример & Ко»",
    insurer_phone="+7 (800) 000-00-00",
    cabinet_url="https://lk.example/?from=bot&x=1",
    chat_url=lambda: "https://t.me/example_bot",
)


@cache
def texts() -> Texts:
    return Texts.load(Path(__file__).parents[2] / "locales/ru")


@dataclass
class FakeActivation:
    """Keeps states by token; as in a database, only the guarded write itself is atomic."""

    states: dict[str, ActivationState] = field(
        default_factory=lambda: {TOKEN: ActivationState.READY}
    )
    fault: Exception | None = None
    activations: int = 0
    looks: int = 0

    async def look(self, token: str) -> ActivationState:
        await self._turn()
        self.looks += 1
        return self.states.get(token, ActivationState.UNKNOWN)

    async def activate(self, token: str) -> ActivationState:
        seen = await self.look(token)
        await self._turn()
        if seen is not ActivationState.READY:
            return seen
        if self.states[token] is not ActivationState.READY:
            return self.states[token]
        self.states[token] = ActivationState.ALREADY_ACTIVE
        self.activations += 1
        return ActivationState.ACTIVATED

    async def _turn(self) -> None:
        """Let the other requests run, as a round trip to a database does."""
        await asyncio.sleep(0)
        if self.fault is not None:
            raise self.fault


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Site:
    session: ClientSession
    port: int
    listening: Listening

    async def ask(
        self, method: str, path: str, headers: Headers = NO_HEADERS, data: bytes = b""
    ) -> Answer:
        sent = {"Host": HOST, **headers}
        body = BytesIO(data) if data else None
        url = f"http://127.0.0.1:{self.port}{path}"
        async with self.session.request(
            method, url, data=body, headers=sent, allow_redirects=False
        ) as response:
            return Answer(response.status, response.headers, await response.text())

    async def get(self, path: str, headers: Headers = NO_HEADERS) -> Answer:
        return await self.ask("GET", path, headers)

    async def press(
        self, token: str = TOKEN, headers: Headers = NO_HEADERS, data: bytes = b""
    ) -> Answer:
        return await self.ask("POST", f"/a/{token}", {**FORM, **headers}, data)

    async def raw(self, request: bytes) -> bytes:
        """Send bytes and return what comes until the server closes."""
        incoming, outgoing = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            outgoing.write(request)
            return await asyncio.wait_for(incoming.read(), 5)
        finally:
            outgoing.close()


def parts(**changes: object) -> WebParts:
    whole = WebParts(
        public_url=f"https://{HOST}", text=texts().plain, info=INFO, activation=FakeActivation()
    )
    return replace(whole, **changes)  # type: ignore[arg-type] # the tests name real fields


@asynccontextmanager
async def served(**changes: object) -> AsyncIterator[Site]:
    listening = await start(build(parts(**changes)), "127.0.0.1", 0)
    try:
        async with ClientSession() as session:
            yield Site(session, listening.port, listening)
    finally:
        await listening.stop()
