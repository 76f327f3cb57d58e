"""editMessageText, editMessageCaption, editMessageMedia, editMessageReplyMarkup."""

from dataclasses import dataclass

from bot.sandbox.telegram.chats import Chat
from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.files import StoredFile
from bot.sandbox.telegram.formatting import caption, message_text
from bot.sandbox.telegram.keyboards import KeyboardRules, checked_markup
from bot.sandbox.telegram.messages import Message
from bot.sandbox.telegram.methods.sending import (
    caption_content,
    media_content,
    readable_chat,
    sent_file,
    text_content,
)
from bot.sandbox.telegram.params import JsonObject, Params
from bot.sandbox.telegram.world import World

_MEDIA = ("photo", "document", "video", "animation", "audio")
_CONTENT = frozenset({"text", "entities", "link_preview_options", "caption", "caption_entities"})
_REPLACED = _CONTENT | frozenset(_MEDIA) | {"has_media_spoiler", "reply_markup"}
_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


@dataclass(frozen=True, slots=True)
class _Target:
    chat: Chat
    message: Message


def edit_message_text(world: World, params: Params) -> JsonObject:
    text = message_text(params, too_long="MESSAGE_TOO_LONG")
    target = _editable(world, params)
    if "text" not in target.message.raw:
        raise bad_request("There is no text in the message to edit")
    return _edit(world, params, target, text_content(text, params))


def edit_message_caption(world: World, params: Params) -> JsonObject:
    described = caption(params, too_long="MEDIA_CAPTION_TOO_LONG")
    target = _editable(world, params)
    media = _media_of(target.message)
    if not media:
        raise bad_request("There is no caption in the message to edit")
    return _edit(world, params, target, media | caption_content(described))


def edit_message_media(world: World, params: Params) -> JsonObject:
    media = params.json("media")
    if not isinstance(media, dict) or media.get("type") not in {"photo", "document"}:
        raise bad_request("Can't parse InputMedia: unsupported type specified")
    inner = Params(media, params.uploads)
    described = caption(inner)
    target = _editable(world, params)
    kind = media["type"]
    file = sent_file(world, inner.text("media"), inner.upload("media"), kind)
    spoiler = {"has_media_spoiler": True} if inner.flag("has_spoiler") else {}
    content = media_content(kind, file, described) | spoiler
    return _edit(world, params, target, content, file)


def edit_message_reply_markup(world: World, params: Params) -> JsonObject:
    target = _editable(world, params)
    raw = target.message.raw
    kept = {name: raw[name] for name in _REPLACED if name in raw}
    kept.pop("reply_markup", None)
    return _edit(world, params, target, kept)


def _editable(world: World, params: Params) -> _Target:
    if not params.has("chat_id") or not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = readable_chat(world, params)
    message = chat.message(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or not message.editable:
        raise bad_request("Message can't be edited")
    return _Target(chat, message)


def _media_of(message: Message) -> JsonObject:
    kept = (*_MEDIA, "has_media_spoiler")
    return {name: message.raw[name] for name in kept if name in message.raw}


def _edit(
    world: World,
    params: Params,
    target: _Target,
    content: JsonObject,
    file: StoredFile | None = None,
) -> JsonObject:
    chat, message = target.chat, target.message
    rules = KeyboardRules(
        inline_only=True,
        private=chat.is_private,
        refuse_local_urls=world.options.refuse_local_urls,
    )
    markup = checked_markup(params.json("reply_markup"), rules)
    kept = {name: value for name, value in message.raw.items() if name not in _REPLACED}
    raw = kept | content | ({"reply_markup": markup} if markup else {})
    if raw == message.raw:
        raise bad_request(_UNCHANGED)
    world.flood.pass_message(chat.chat_id)
    return world.rewrite(chat, message, raw, file or message.attachment).raw
