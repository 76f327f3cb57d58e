"""sendMessage, sendPhoto, sendDocument, sendChatAction."""

from bot.sandbox.telegram.chats import Chat
from bot.sandbox.telegram.errors import ApiError, bad_request
from bot.sandbox.telegram.files import StoredFile, photo_sizes
from bot.sandbox.telegram.formatting import Formatted, caption, message_text
from bot.sandbox.telegram.keyboards import KeyboardRules, checked_markup
from bot.sandbox.telegram.params import JsonObject, Params, Upload
from bot.sandbox.telegram.world import World

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_OPTIONS = {
    "has_spoiler": "has_media_spoiler",
    "protect_content": "has_protected_content",
    "show_caption_above_media": "show_caption_above_media",
}


def send_message(world: World, params: Params) -> JsonObject:
    return _send(world, params, text_content(message_text(params), params), None)


def send_photo(world: World, params: Params) -> JsonObject:
    file = sent_file(world, params.text("photo"), params.upload("photo"), "photo")
    return _send(world, params, media_content("photo", file, caption(params)), file)


def send_document(world: World, params: Params) -> JsonObject:
    file = sent_file(world, params.text("document"), params.upload("document"), "document")
    return _send(world, params, media_content("document", file, caption(params)), file)


def send_chat_action(world: World, params: Params) -> bool:
    chat = writable_chat(world, params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    world.announce(chat, "action", action=params.text("action"))
    return True


def writable_chat(world: World, params: Params) -> Chat:
    """Find the chat to write to; raises ApiError 400 or 403."""
    chat = readable_chat(world, params)
    if chat.refusal:
        raise ApiError(403, chat.refusal)
    return chat


def readable_chat(world: World, params: Params) -> Chat:
    if not params.has("chat_id"):
        raise bad_request("chat_id is empty")
    chat = world.chats.get(params.integer("chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    return chat


def text_content(text: Formatted, params: Params) -> JsonObject:
    optional = {
        "entities": text.entities,
        "link_preview_options": params.json("link_preview_options"),
    }
    return {"text": text.text} | {name: value for name, value in optional.items() if value}


def media_content(kind: str, file: StoredFile, described: Formatted) -> JsonObject:
    """Return the fields of a message that carries a file with a caption."""
    if kind == "photo":
        content: JsonObject = {"photo": photo_sizes(file)}
    else:
        names = {"file_name": file.name, "mime_type": file.mime_type}
        content = {"document": file.described() | names}
    return content | caption_content(described)


def caption_content(described: Formatted) -> JsonObject:
    if not described.text:
        return {}
    entities = {"caption_entities": described.entities} if described.entities else {}
    return {"caption": described.text} | entities


def sent_file(world: World, reference: str, upload: Upload | None, kind: str) -> StoredFile:
    """Take the uploaded file or find the one sent before; raises ApiError."""
    if upload:
        if not upload.content:
            raise bad_request("file must be non-empty")
        return world.files.add(kind, upload.name, upload.content)
    if not reference:
        raise bad_request(f"There is no {kind} in the request")
    if reference.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = world.files.get(reference)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return file


def _send(
    world: World, params: Params, content: JsonObject, file: StoredFile | None
) -> JsonObject:
    chat = writable_chat(world, params)
    rules = KeyboardRules(
        private=chat.is_private, refuse_local_urls=world.options.refuse_local_urls
    )
    markup = checked_markup(params.json("reply_markup"), rules)
    replied = _replied(chat, params)
    world.flood.pass_message(chat.chat_id)
    options = {field: True for name, field in _OPTIONS.items() if params.flag(name)}
    sender: JsonObject = {"from": world.profile.user}
    return world.post(chat, sender | content | options | replied, file, markup).raw


def _replied(chat: Chat, params: Params) -> JsonObject:
    reply = params.json("reply_parameters")
    if not isinstance(reply, dict) or not reply.get("message_id"):
        return {}
    message = chat.message(int(reply["message_id"]))
    if message:
        return {"reply_to_message": message.raw}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")
