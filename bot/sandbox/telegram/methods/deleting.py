"""deleteMessage, deleteMessages."""

from bot.sandbox.telegram.chats import Chat
from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.methods.sending import readable_chat
from bot.sandbox.telegram.params import Params
from bot.sandbox.telegram.world import World

_LIFETIME = 48 * 3600
_DICE_REST = 24 * 3600
_AT_ONCE = 100


def delete_message(world: World, params: Params) -> bool:
    chat = readable_chat(world, params)
    message_id = params.integer("message_id")
    if not message_id:
        raise bad_request("Message identifier is not specified")
    if chat.message(message_id) is None:
        raise bad_request("message to delete not found")
    return _delete(world, chat, [message_id])


def delete_messages(world: World, params: Params) -> bool:
    chat = readable_chat(world, params)
    message_ids = params.json("message_ids")
    if not isinstance(message_ids, list) or not message_ids:
        raise bad_request("Message identifiers are not specified")
    if len(message_ids) > _AT_ONCE:
        raise bad_request("Too many message identifiers specified")
    found = [message_id for message_id in dict.fromkeys(message_ids) if chat.message(message_id)]
    return _delete(world, chat, found)


def _delete(world: World, chat: Chat, message_ids: list[int]) -> bool:
    if not all(_is_deletable(world, chat, message_id) for message_id in message_ids):
        raise bad_request("Message can't be deleted for everyone")
    if message_ids:
        world.erase(chat, message_ids)
    return True


def _is_deletable(world: World, chat: Chat, message_id: int) -> bool:
    message = chat.message(message_id)
    if message is None:
        return True
    age = world.now - message.date
    is_fresh_dice = chat.is_private and "dice" in message.raw and age < _DICE_REST
    return age <= _LIFETIME and not is_fresh_dice and (chat.is_private or message.from_bot)
