"""The machinery around a small conversation, with Telegram at the other end of a wire."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import SendChatAction, SendMessage
from aiogram.types import Chat, Message, Update
from prometheus_client import CollectorRegistry

from bot.core import Behaviour, Core, Store, build_core
from bot.intake.persistence import Patience
from bot.meters import Meters
from bot.replies import Answer, Kind, Reply
from bot.use_cases.ports.events import Event
from storage.engine import Database
from storage.keys import Keyring
from storage.unit_of_work import Work
from tests.conftest import FakeClock
from tests.world import QUICK

ANNA, BORIS = 4_000_000_000, 4_000_000_001
PATIENCE = Patience(after_fault=(0.01,) * 5, database_away=(0.01,))
TOKEN = "42:TEST"


def note(text: str, recipe: str | None = None) -> Reply:
    return Reply(Kind.NOTE, {"text": text}, recipe)


def raw_update(update_id: int, text: str, person: int = ANNA) -> dict[str, Any]:
    """Make what Telegram delivers when a person writes."""
    chat = {"id": person, "type": "private", "first_name": "Анна"}
    sender = {"id": person, "is_bot": False, "first_name": "Анна"}
    message = {"message_id": update_id, "date": 1, "chat": chat, "from": sender, "text": text}
    return {"update_id": update_id, "message": message}


class Wire(BaseSession):
    """Takes what the bot sends; `faults` come first, and nothing passes while it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Exception] = []
        self.polled: list[list[dict[str, Any]]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.seen_busy = asyncio.Event()
        self._sent: list[tuple[int, str]] = []

    def heard_by(self, person: int) -> list[str]:
        return [text for chat_id, text in self._sent if chat_id == person]

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:  # noqa: ASYNC109 - aiogram's signature
        if method.__api_method__ == "getUpdates":
            return await self._next_updates()
        await self.open.wait()
        if self.faults:
            raise self.faults.pop(0)
        if isinstance(method, SendChatAction):
            self.seen_busy.set()
            return True
        assert isinstance(method, SendMessage)
        self._sent.append((int(method.chat_id), method.text))
        chat = Chat(id=int(method.chat_id), type="private")
        now = datetime.now(UTC)
        return Message(message_id=len(self._sent), date=now, chat=chat)

    async def _next_updates(self) -> list[dict[str, Any]]:
        if not self.polled:
            await asyncio.Event().wait()
        return self.polled.pop(0)

    async def close(self) -> None:
        """Nothing is held open."""

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        raise NotImplementedError
        yield b""


@dataclass
class SmallTalk:
    """Says everything again; `at_pin` awaits a secret; what is in `failing` cannot be handled."""

    failing: set[str] = field(default_factory=set)
    answers: Mapping[str, tuple[Reply, ...]] = field(default_factory=dict)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    handled: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.open.set()

    async def update(self, update: Update, work: Work) -> Answer:
        assert update.message is not None
        text = update.message.text or ""
        self.handled.append(text)
        await self.open.wait()
        if text in self.failing:
            raise LookupError(text)
        work.step = "pin" if text == "at pin" else work.step
        return Answer(self.answers.get(text, (note(f"эхо: {text}"),)))

    async def event(self, event: Event, work: Work) -> Answer:
        return Answer((note(event.kind),))

    def apology(self, work: Work) -> Answer:
        return Answer((note("простите"),))

    def awaits_secret(self, step: str | None) -> bool:
        return step == "pin"


@dataclass
class Machine:
    """One process of the bot."""

    core: Core
    wire: Wire
    talk: SmallTalk
    registry: CollectorRegistry

    async def receives(self, update_id: int, text: str, person: int = ANNA) -> None:
        """Deliver an update as a webhook does: until Telegram may forget it."""
        await self.core.intake.take_and_settle(raw_update(update_id, text, person))

    async def is_through(self) -> None:
        """Wait until everything that came in is handled and answered."""
        await self.core.queues.idle()
        await self.core.sender.idle()

    def counted(self, name: str, **labels: str) -> float | None:
        return self.registry.get_sample_value(name, labels)


@asynccontextmanager
async def machine(
    database: Database,
    keys: Keyring,
    clock: FakeClock,
    *,
    talk: SmallTalk | None = None,
    recipes: Mapping[str, Any] | None = None,
    patience: Patience = PATIENCE,
) -> AsyncIterator[Machine]:
    """Run a process beside whatever else uses the database."""
    wire, talk, registry = Wire(), talk or SmallTalk(), CollectorRegistry()
    store, meters = Store.over(database, keys, clock), Meters.on(registry)
    behaviour = Behaviour(talk, recipes or {}, {}, {})
    core = build_core(store, Bot(TOKEN, session=wire), behaviour, QUICK, meters, patience=patience)
    core.intake.open.set()
    async with asyncio.TaskGroup() as group:
        running = [group.create_task(part) for part in (core.sender.run(), core.worker.run())]
        yield Machine(core, wire, talk, registry)
        await core.worker.stop(1)
        await core.queues.stop()
        await core.sender.stop(1)
        for task in running:
            task.cancel()
