"""A group chat, to see that the bot stays out of it."""

from typing import Any

from bot.sandbox.telegram.entities import with_found
from bot.sandbox.telegram.membership import change_membership
from bot.sandbox.telegram.messages import Message
from bot.sandbox.telegram.methods.chats import LEFT
from bot.sandbox.telegram.params import JsonObject
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.world import World


class Group:
    """The bot is not in the group until somebody adds it."""

    def __init__(self, world: World, chat_id: int, title: str) -> None:
        self._world = world
        raw: JsonObject = {"id": chat_id, "type": "group", "title": title}
        self.chat = world.chat(raw, LEFT)

    async def adds_bot(self, by: Person) -> None:
        self.chat.refusal = None
        change_membership(self._world, self.chat, by.user, "left", "member")
        self._post(by, {"new_chat_members": [self._world.profile.user]})

    async def removes_bot(self, by: Person) -> None:
        self.chat.refusal = "Forbidden: bot was kicked from the group chat"
        change_membership(self._world, self.chat, by.user, "member", "kicked")

    async def hears(self, by: Person, text: str, **fields: Any) -> Message:
        """Let a person write into the group."""
        return self._post(by, {"text": text, "entities": with_found(text, [])} | fields)

    def _post(self, by: Person, content: JsonObject) -> Message:
        message = self._world.post(self.chat, {"from": by.user} | content)
        self._world.give("message", message.raw)
        return message
