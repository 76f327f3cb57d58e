"""Telegram's side of the wire: chats, files, updates and what happens to them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.sandbox.telegram.chats import Chat, ReplyKeyboard
from bot.sandbox.telegram.faults import Faults
from bot.sandbox.telegram.feed import Feed
from bot.sandbox.telegram.files import Files, StoredFile
from bot.sandbox.telegram.flood import Flood
from bot.sandbox.telegram.ledger import Ledger
from bot.sandbox.telegram.messages import Message
from bot.sandbox.telegram.params import JsonObject
from bot.sandbox.telegram.polling import Poll
from bot.sandbox.telegram.profile import Profile
from bot.sandbox.telegram.updates import Updates
from bot.sandbox.telegram.webhook import Courier

# Telegram sends these only to a bot that asks for them by name.
_ON_DEMAND = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Click:
    """A pressed button that waits for answerCallbackQuery."""

    chat_id: int
    time: float
    answered: bool = False


@dataclass(slots=True)
class Options:
    """Switches of the emulator.

    `refuse_local_urls`: refuse addresses such as http://localhost in buttons, as Telegram does.
    `click_seconds`: how long a pressed button can be answered.
    """

    refuse_local_urls: bool = False
    click_seconds: float = 60


class World:
    def __init__(
        self, bot: JsonObject, clock: Callable[[], float], webhook_pace: float = 1.0
    ) -> None:
        self.clock = clock
        self.options = Options()
        self.profile = Profile(bot)
        self.ledger = Ledger(clock)
        self.updates = Updates(self.ledger)
        self.poll = Poll()
        self.courier = Courier(self.updates, clock, webhook_pace)
        self.faults = Faults()
        self.flood = Flood(clock)
        self.feed = Feed()
        self.files = Files()
        self.chats: dict[int, Chat] = {}
        self.clicks: dict[str, Click] = {}
        self.allowed_updates: list[str] = []
        self.next_message_id = 1
        self._click_ids = count(int(clock() * 1000))
        self.updates.listen(lambda _: self.poll.wake())
        self.updates.listen(self.courier.accept)

    @property
    def now(self) -> int:
        return int(self.clock())

    def chat(self, raw: JsonObject, refusal: str | None = None) -> Chat:
        """Find the chat or open it; what is known of it may have changed."""
        chat = self.chats.setdefault(raw["id"], Chat(raw, refusal))
        chat.raw = raw
        return chat

    def give(self, kind: str, payload: JsonObject) -> None:
        """Queue an update unless the bot asked not to get its kind."""
        wanted = kind in self.allowed_updates if self.allowed_updates else kind not in _ON_DEMAND
        if wanted:
            self.updates.give({kind: payload})

    def post(
        self,
        chat: Chat,
        content: JsonObject,
        attachment: StoredFile | None = None,
        markup: JsonObject | None = None,
    ) -> Message:
        """Put a new message into the chat; `content` names at least its sender."""
        header = {"message_id": self.next_message_id, "date": self.now, "chat": chat.raw}
        self.next_message_id += 1
        is_inline = bool(markup and "inline_keyboard" in markup)
        raw = header | content | ({"reply_markup": markup} if is_inline else {})
        message = Message(raw, self.feed.next_revision(), attachment, is_inline or not markup)
        chat.put(message)
        self.announce(chat, "message", message=page_message(message))
        if markup and not is_inline:
            self._set_keyboard(chat, message.message_id, markup)
        return message

    def rewrite(
        self, chat: Chat, message: Message, raw: JsonObject, attachment: StoredFile | None
    ) -> Message:
        """Replace a visible message by its edited form."""
        edited = raw | {"edit_date": self.now}
        message = Message(edited, self.feed.next_revision(), attachment, message.editable)
        chat.put(message)
        self.announce(chat, "edited", message=page_message(message))
        return message

    def erase(self, chat: Chat, message_ids: Iterable[int]) -> None:
        """Remove messages, and the keyboard that one of them brought."""
        erased = list(message_ids)
        for message_id in erased:
            chat.remove(message_id)
        self.feed.next_revision()
        self.announce(chat, "deleted", message_ids=erased)
        if chat.keyboard and chat.keyboard.message_id in erased:
            self.hide_keyboard(chat)

    def hide_keyboard(self, chat: Chat) -> None:
        chat.keyboard = None
        self.announce(chat, "keyboard", keyboard=None)

    def announce(self, chat: Chat, kind: str, **fields: Any) -> None:
        self.feed.publish(kind, chat.chat_id, **fields)
        chat.changed.fire()

    def new_click(self, chat: Chat) -> str:
        """Open a callback query and return its id."""
        click_id = str(next(self._click_ids))
        self.clicks[click_id] = Click(chat.chat_id, self.clock())
        return click_id

    def _set_keyboard(self, chat: Chat, message_id: int, markup: JsonObject) -> None:
        if "keyboard" in markup:
            chat.keyboard = ReplyKeyboard(message_id, markup)
            self.announce(chat, "keyboard", keyboard=markup)
        elif "remove_keyboard" in markup and chat.keyboard:
            self.hide_keyboard(chat)


def page_message(message: Message) -> JsonObject:
    """Describe a message for the page: the Bot API object, its file, its revision."""
    file = message.attachment
    return message.raw | {
        "from_bot": message.from_bot,
        "revision": message.revision,
        "attachment": file and file.described() | {"name": file.name, "mime": file.mime_type},
    }
