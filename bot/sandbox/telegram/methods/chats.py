"""getChat, leaveChat, getFile, logOut, close."""

from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.methods.sending import readable_chat, writable_chat
from bot.sandbox.telegram.params import JsonObject, Params
from bot.sandbox.telegram.world import World

LEFT = "Forbidden: bot is not a member of the group chat"
_FILE_LIMIT = 20 * 1024 * 1024
_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def get_chat(world: World, params: Params) -> JsonObject:
    return readable_chat(world, params).raw | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }


def leave_chat(world: World, params: Params) -> bool:
    if readable_chat(world, params).is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat = writable_chat(world, params)
    chat.refusal = LEFT
    world.announce(chat, "left")
    return True


def get_file(world: World, params: Params) -> JsonObject:
    if not params.text("file_id"):
        raise bad_request("file_id not specified")
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > _FILE_LIMIT:
        raise bad_request("file is too big")
    return file.described() | {"file_path": file.path}


def part_with_server(_world: World, _params: Params) -> bool:
    """Answer logOut and close, which move a bot between servers: here there is one."""
    return True
