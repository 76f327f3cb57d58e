"""A Telegram user: what they do becomes updates, what they see can be waited for."""

from collections.abc import Callable, Coroutine
from typing import Any

from bot.sandbox.telegram.chats import Chat, Press
from bot.sandbox.telegram.contents import Kind, content_of
from bot.sandbox.telegram.entities import with_found
from bot.sandbox.telegram.files import StoredFile
from bot.sandbox.telegram.formatting import TEXT_LIMIT
from bot.sandbox.telegram.membership import change_membership
from bot.sandbox.telegram.messages import Button, Message, Toast
from bot.sandbox.telegram.params import JsonObject
from bot.sandbox.telegram.units import utf16_length
from bot.sandbox.telegram.watching import PATIENCE, NotSeenError, describe, watch
from bot.sandbox.telegram.world import World

NEVER_WROTE = "Forbidden: bot can't initiate conversation with a user"
BLOCKED = "Forbidden: bot was blocked by the user"
DEACTIVATED = "Forbidden: user is deactivated"


class Person:
    """A user in their private chat with the bot.

    Every action is awaited: some wait for what they act on. `fields` are further fields of a
    Bot API Message: `await anna.says("да", **forwarded("channel"))`.
    """

    def __init__(self, world: World, user: JsonObject, phone: str) -> None:
        self.user = user
        self.phone = phone
        shown = ("id", "first_name", "last_name", "username")
        private = {name: user[name] for name in shown if name in user} | {"type": "private"}
        self.chat = world.chat(private, NEVER_WROTE)
        self._world = world
        self._acted = world.feed.revision
        self._toasts_before = 0

    @property
    def last(self) -> Message:
        """The bot's newest visible message; raises NotSeenError when there is none."""
        for message in self.chat.newest():
            return message
        raise NotSeenError("there is no message of the bot")

    async def says(self, text: str, **fields: Any) -> Message:
        """Send a text, with the commands and addresses that Telegram marks in it."""
        if not 0 < utf16_length(text) <= TEXT_LIMIT:
            raise ValueError(f"a Telegram client sends 1-{TEXT_LIMIT} characters at once")
        entities = with_found(text, fields.pop("entities", []))
        marked = {"entities": entities} if entities else {}
        return self._post({"text": text} | marked | fields)

    async def starts(self, payload: str | None = None) -> Message:
        """Press «Start», perhaps by a deep link."""
        return await self.says(f"/start {payload}" if payload else "/start")

    async def sends(
        self, kind: Kind, upload: tuple[str, bytes] | None = None, **fields: Any
    ) -> tuple[Message, ...]:
        """Send anything else; `upload` is file name and content. An album is two messages.

        A `caption` among the fields is marked like a text.
        """
        if found := with_found(fields.get("caption", ""), []):
            fields["caption_entities"] = found
        if kind == "album":
            fields["media_group_id"] = str(self._world.next_message_id)
        messages = 2 if kind == "album" else 1
        part = "photo" if kind == "album" else kind
        sent = []
        for _ in range(messages):
            content, file = content_of(part, self._world.files, upload)
            sent.append(self._post(content | fields, file))
        return tuple(sent)

    async def posts(self, **fields: Any) -> Message:
        """Send a message of any content, as the Bot API describes it."""
        return self._post(fields)

    async def shares_contact(self, phone: str | None = None) -> Message:
        """Share the own number, as the request_contact button does."""
        names = {
            name: self.user[name] for name in ("first_name", "last_name") if name in self.user
        }
        contact = {"phone_number": phone or self.phone, "user_id": self.user["id"]} | names
        return self._post({"contact": contact})

    async def shares_contact_of(
        self, phone: str, first_name: str, user_id: int | None = None
    ) -> Message:
        """Share somebody else's card from the address book."""
        known = {"user_id": user_id} if user_id else {}
        return self._post({"contact": {"phone_number": phone, "first_name": first_name} | known})

    async def clicks(
        self,
        caption: str,
        message_id: int | None = None,
        *,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - the person's patience, not a deadline
    ) -> str | None:
        """Press a button once it is there: inline or under the input line, the newest first.

        Returns the address of a link button, which the bot never hears of.

        Raises:
            NotSeenError: no such button came in time.
        """
        press = await watch(
            self.chat, lambda: self.chat.button(caption, message_id), timeout, repr(caption)
        )
        return await self._press(press)

    async def presses(self, message_id: int, row: int, column: int) -> str | None:
        """Press the inline button at a place, as `clicks` does by caption."""
        message = self._visible(message_id)
        try:
            button = message.keyboard[row][column]
        except IndexError:
            raise NotSeenError(f"no button there; {describe(self.chat)}") from None
        return await self._press(Press(button, message))

    async def edits(self, message_id: int, text: str) -> Message:
        message = self._visible(message_id)
        entities = with_found(text, [])
        kept = {name: value for name, value in message.raw.items() if name != "entities"}
        raw = kept | {"text": text} | ({"entities": entities} if entities else {})
        self._begin_action()
        edited = self._world.rewrite(self.chat, message, raw, message.attachment)
        self._world.give("edited_message", edited.raw)
        return edited

    async def deletes(self, message_id: int) -> None:
        """Delete a message for both sides; Telegram does not tell the bot."""
        self._world.erase(self.chat, [self._visible(message_id).message_id])

    async def blocks(self) -> None:
        self.chat.refusal = BLOCKED
        change_membership(self._world, self.chat, self.user, "member", "kicked")

    async def unblocks(self) -> None:
        self.chat.refusal = None
        change_membership(self._world, self.chat, self.user, "kicked", "member")

    def has_started_before(self) -> None:
        """Let the bot write first, as to somebody who once pressed «Start»."""
        if self.chat.refusal == NEVER_WROTE:
            self.chat.refusal = None

    async def deactivates(self) -> None:
        """Delete the Telegram account: the bot learns it only from its next message."""
        self.chat.refusal = DEACTIVATED

    def sees(self, fragment: str, *, timeout: float = PATIENCE) -> Coroutine[Any, Any, Message]:
        """Wait for a text of the bot, sent or edited since the person's last action.

        What stood there before does not count: it answers nothing. Raises NotSeenError.
        """

        def look() -> Message | None:
            fresh = self.chat.newest(self._acted)
            return next((message for message in fresh if fragment in message.text), None)

        return watch(self.chat, look, timeout, repr(fragment))

    def sees_toast(
        self, fragment: str, *, timeout: float = PATIENCE
    ) -> Coroutine[Any, Any, Toast]:
        """Wait for the answer to the button pressed last."""

        def look() -> Toast | None:
            fresh = self.chat.toasts[self._toasts_before :]
            return next((toast for toast in fresh if fragment in toast.text), None)

        return watch(self.chat, look, timeout, f"a toast {fragment!r}")

    def waits(
        self, predicate: Callable[[Chat], object], *, timeout: float = PATIENCE
    ) -> Coroutine[Any, Any, object]:
        """Wait until something holds of the chat: `lambda chat: not chat.reply_keyboard`."""
        return watch(self.chat, lambda: predicate(self.chat), timeout, "a condition")

    async def _press(self, press: Press) -> str | None:
        if press.message is None:
            return await self._press_below(press.button)
        if press.button.callback_data is None:
            return press.button.opens
        self._begin_action()
        query: JsonObject = {
            "id": self._world.new_click(self.chat),
            "from": self.user,
            "message": press.message.raw,
            "chat_instance": str(self.chat.chat_id),
            "data": press.button.callback_data,
        }
        self._world.give("callback_query", query)
        return None

    async def _press_below(self, button: Button) -> str | None:
        if self.chat.keyboard and self.chat.keyboard.raw.get("one_time_keyboard"):
            self._world.hide_keyboard(self.chat)
        if button.raw.get("request_contact"):
            await self.shares_contact()
        elif button.raw.get("request_location"):
            await self.sends("location")
        elif button.opens:
            return button.opens
        else:
            await self.says(button.text)
        return None

    def _post(self, content: JsonObject, file: StoredFile | None = None) -> Message:
        if self.chat.refusal == BLOCKED:
            # A client makes the person unblock the bot before it lets them write.
            change_membership(self._world, self.chat, self.user, "kicked", "member")
        self.chat.refusal = None
        self._begin_action()
        message = self._world.post(self.chat, {"from": self.user} | content, file)
        self._world.give("message", message.raw)
        return message

    def _begin_action(self) -> None:
        self._acted = self._world.feed.revision
        self._toasts_before = len(self.chat.toasts)

    def _visible(self, message_id: int) -> Message:
        message = self.chat.message(message_id)
        if message is None:
            raise NotSeenError(f"no message {message_id}; {describe(self.chat)}")
        return message
