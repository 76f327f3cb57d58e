"""The bot's place in a chat: joined, removed, blocked."""

from typing import Literal, TypeAlias

from bot.sandbox.telegram.chats import Chat
from bot.sandbox.telegram.params import JsonObject
from bot.sandbox.telegram.world import World

Status: TypeAlias = Literal["member", "left", "kicked"]


def change_membership(world: World, chat: Chat, by: JsonObject, old: Status, new: Status) -> None:
    """Tell the bot by my_chat_member."""
    payload: JsonObject = {
        "chat": chat.raw,
        "from": by,
        "date": world.now,
        "old_chat_member": _member(world, old),
        "new_chat_member": _member(world, new),
    }
    world.give("my_chat_member", payload)


def _member(world: World, status: Status) -> JsonObject:
    ban = {"until_date": 0} if status == "kicked" else {}
    return {"status": status, "user": world.profile.user} | ban
