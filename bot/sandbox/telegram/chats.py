"""One chat as its person sees it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.sandbox.telegram.feed import Signal
from bot.sandbox.telegram.messages import Button, Message, Toast, button_in, buttons
from bot.sandbox.telegram.params import JsonObject


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """The keyboard under the input line; it goes when the message that brought it goes."""

    message_id: int
    raw: JsonObject

    @property
    def rows(self) -> tuple[tuple[Button, ...], ...]:
        return buttons(self.raw["keyboard"])

    def button(self, caption: str) -> Button | None:
        return button_in(self.rows, caption)


@dataclass(frozen=True, slots=True)
class Press:
    """A button to press and its message; None for a button under the input line."""

    button: Button
    message: Message | None


class Chat:
    """`raw` is the Bot API chat; `refusal` what a bot that writes here is told, if anything."""

    def __init__(self, raw: JsonObject, refusal: str | None = None) -> None:
        self.raw = raw
        self.refusal = refusal
        self.keyboard: ReplyKeyboard | None = None
        self.toasts: list[Toast] = []
        self.changed = Signal()
        self._messages: dict[int, Message] = {}

    @property
    def chat_id(self) -> int:
        return int(self.raw["id"])

    @property
    def is_private(self) -> bool:
        return bool(self.raw["type"] == "private")

    @property
    def messages(self) -> tuple[Message, ...]:
        """The visible messages, oldest first."""
        return tuple(self._messages.values())

    @property
    def reply_keyboard(self) -> tuple[tuple[Button, ...], ...]:
        """The rows of the keyboard under the input line, none when it is hidden."""
        return self.keyboard.rows if self.keyboard else ()

    def newest(self, since: int = 0) -> Iterator[Message]:
        """Yield the bot's visible messages, newest first, sent or edited after a revision."""
        for message in reversed(self._messages.values()):
            if message.from_bot and message.revision > since:
                yield message

    def button(self, caption: str, message_id: int | None = None) -> Press | None:
        """Find a button by its exact caption, in the newest message or keyboard that has it."""
        for message in self.newest():
            if message_id not in {None, message.message_id}:
                continue
            if inline := message.button(caption):
                return Press(inline, message)
            brought = self.keyboard and self.keyboard.message_id == message.message_id
            if self.keyboard and brought and (below := self.keyboard.button(caption)):
                return Press(below, None)
        return None

    def message(self, message_id: int) -> Message | None:
        return self._messages.get(message_id)

    def put(self, message: Message) -> None:
        self._messages[message.message_id] = message

    def remove(self, message_id: int) -> None:
        del self._messages[message_id]
