"""The emulator as its users see it: one object that starts, stops and plays Telegram."""

import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.sandbox.telegram.api import call
from bot.sandbox.telegram.chats import Chat
from bot.sandbox.telegram.faults import Faults
from bot.sandbox.telegram.files import StoredFile
from bot.sandbox.telegram.flood import Flood
from bot.sandbox.telegram.groups import Group
from bot.sandbox.telegram.ledger import GivenUpdate, Ledger
from bot.sandbox.telegram.params import JsonObject, Params
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.server import Server
from bot.sandbox.telegram.state import StateFile
from bot.sandbox.telegram.watching import until
from bot.sandbox.telegram.world import Options, World, page_message

TOKEN = "100000000:SANDBOX-SANDBOX-SANDBOX-SANDBOX-000"  # noqa: S105 - opens the emulator only
_BOT_NAME = "Личный кабинет"
_BOT_USERNAME = "sandbox_bot"


class Telegram:
    """Telegram for one bot, on the loopback address.

    `clock` gives Unix time; `webhook_pace` scales the delays between webhook attempts;
    `state_file` lets chats and pending updates survive a restart.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        clock: Callable[[], float] = time.time,
        state_file: Path | None = None,
        webhook_pace: float = 1.0,
    ) -> None:
        bot: JsonObject = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": _BOT_NAME,
            "username": _BOT_USERNAME,
        }
        self.token = token
        self._world = World(bot, clock, webhook_pace)
        self._world.courier.answered = self._perform
        self._server = Server(self._world, token)
        self._state = StateFile(state_file, self._world) if state_file else None
        self._people: dict[int, Person] = {}
        if self._state:
            self._state.load()

    @property
    def ledger(self) -> Ledger:
        return self._world.ledger

    @property
    def faults(self) -> Faults:
        return self._world.faults

    @property
    def flood(self) -> Flood:
        return self._world.flood

    @property
    def options(self) -> Options:
        return self._world.options

    @property
    def is_polled(self) -> bool:
        """Whether a getUpdates is waiting for updates right now."""
        return self._world.poll.is_waiting

    @property
    def chats(self) -> Sequence[Chat]:
        return list(self._world.chats.values())

    def waits(
        self, condition: Callable[[], object], *, timeout: float = 5
    ) -> Coroutine[Any, Any, object]:
        """Wait until something holds of the ledger: every update taken, a method received.

        Raises NotSeenError.
        """
        changed = self._world.ledger.changed
        return until(changed, condition, timeout, lambda: "a condition of the ledger")

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Serve and return the base address; raises ValueError off the loopback address."""
        address = await self._server.start(host, port)
        if self._state:
            await self._state.start()
        return address

    async def stop(self) -> None:
        """Stop serving and delivering; what the bot has not taken stays pending."""
        await self._world.courier.stop()
        await self._server.stop()
        if self._state:
            await self._state.stop()

    def person(  # noqa: PLR0913 - a Telegram user has these names
        self,
        user_id: int,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str = "ru",
        *,
        phone: str | None = None,
    ) -> Person:
        """Return the user of that id, made at the first call; a private chat has the same id."""
        if user_id not in self._people:
            names = {
                "first_name": first_name,
                "last_name": last_name,
                "username": username,
                "language_code": language_code,
            }
            user = {"id": user_id, "is_bot": False} | {k: v for k, v in names.items() if v}
            number = phone or f"7900{user_id % 10**7:07}"
            self._people[user_id] = Person(self._world, user, number)
        return self._people[user_id]

    def group(self, chat_id: int, title: str) -> Group:
        """Return a group chat; its id is negative, as Telegram's are."""
        return Group(self._world, chat_id, title)

    def chat(self, chat_id: int) -> Chat:
        """Return a chat by id; raises KeyError for one that does not exist."""
        return self._world.chats[chat_id]

    def file(self, file_id: str) -> StoredFile | None:
        return self._world.files.get(file_id)

    def give(self, raw_update: Mapping[str, Any]) -> GivenUpdate:
        """Inject any update, sound or not; without `update_id` it gets the next number."""
        return self._world.updates.give(dict(raw_update))

    def redeliver(self, update_id: int) -> GivenUpdate:
        """Deliver an update once more, even an acknowledged one; raises KeyError."""
        return self._world.updates.redeliver(update_id)

    def number_updates_from(self, update_id: int) -> None:
        """Go on with this update id, also a lower one, as Telegram does after a quiet week."""
        self._world.updates.next_id = update_id

    def changes(self) -> AsyncIterator[JsonObject]:
        """Return every change of every chat from this call on, as JSON."""
        return self._world.feed.changes()

    def snapshot(self, chat_id: int) -> JsonObject:
        """Return a chat as JSON for a freshly loaded page.

        Take it after `changes()` and skip the changes up to its revision.
        """
        chat = self._world.chats[chat_id]
        profile = self._world.profile
        return {
            "chat": chat.raw,
            "bot": profile.user | {"first_name": profile.text("name", "")},
            "blocked": chat.refusal is not None,
            "description": profile.text("description", ""),
            "messages": [page_message(message) for message in chat.messages],
            "keyboard": chat.keyboard and chat.keyboard.raw,
            "commands": profile.commands_of(chat_id, "ru"),
            "menu_button": profile.menu_button(chat_id),
            "revision": self._world.feed.revision,
        }

    async def _perform(self, answer: Any) -> None:
        """Carry out the method that a webhook put into its answer, as Telegram does."""
        method = str(answer.get("method", "")) if isinstance(answer, dict) else ""
        barred = method.lower() in {"", "setwebhook", "deletewebhook", "close", "logout"}
        if not barred and not method.lower().startswith("get"):
            await call(self._world, method, Params(answer))
