"""What a person can send besides text, as the Bot API describes it."""

import base64
from collections.abc import Mapping
from typing import Literal, TypeAlias

from bot.sandbox.telegram.files import Files, StoredFile, photo_sizes
from bot.sandbox.telegram.messages import Message
from bot.sandbox.telegram.params import JsonObject

Kind: TypeAlias = Literal[
    "album",
    "animation",
    "audio",
    "contact",
    "dice",
    "document",
    "location",
    "photo",
    "poll",
    "sticker",
    "story",
    "venue",
    "video",
    "video_note",
    "voice",
]
Origin: TypeAlias = Literal["user", "hidden_user", "chat", "channel"]

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJg"
    "gg=="
)
_PLACEHOLDER = b"sandbox"
_LOCATION: JsonObject = {"latitude": 55.75, "longitude": 37.62}
_CHANNEL: JsonObject = {"id": -1009000000001, "type": "channel", "title": "Новости"}
_OTHER_USER: JsonObject = {"id": 900000001, "is_bot": False, "first_name": "Автор"}
_STICKER: JsonObject = {
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}
_POLL: JsonObject = {
    "id": "1",
    "question": "Чай или кофе?",
    "options": [
        {"persistent_id": "1", "text": "Чай", "voter_count": 0},
        {"persistent_id": "2", "text": "Кофе", "voter_count": 0},
    ],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
    "members_only": False,
}
# File name and the fields of its own by kind.
_FILES: Mapping[str, tuple[str, JsonObject]] = {
    "animation": ("cat.mp4", {"width": 320, "height": 240, "duration": 2}),
    "audio": ("song.mp3", {"duration": 180}),
    "document": ("scan.pdf", {}),
    "sticker": ("sticker.webp", _STICKER),
    "video": ("clip.mp4", {"width": 640, "height": 480, "duration": 5}),
    "video_note": ("circle.mp4", {"length": 240, "duration": 3}),
    "voice": ("voice.ogg", {"duration": 3}),
}
_NAMED = frozenset({"animation", "audio", "document", "video"})
_FILELESS: Mapping[str, JsonObject] = {
    "contact": {"phone_number": "79000000000", "first_name": "Знакомый"},
    "dice": {"emoji": "🎲", "value": 4},
    "location": _LOCATION,
    "poll": _POLL,
    "story": {"chat": _CHANNEL, "id": 1},
    "venue": {"location": _LOCATION, "title": "Поликлиника", "address": "ул. Садовая, 1"},
}


def content_of(
    kind: str, files: Files, upload: tuple[str, bytes] | None = None
) -> tuple[JsonObject, StoredFile | None]:
    """Return the message fields of one kind and its file: the given one or a placeholder."""
    if kind in _FILELESS:
        return {kind: _FILELESS[kind]}, None
    if kind == "photo":
        photo = files.add(kind, *(upload or ("photo.png", _PIXEL)))
        return {"photo": photo_sizes(photo)}, photo
    name, own = _FILES[kind]
    file = files.add(kind, *(upload or (name, _PLACEHOLDER)))
    described = file.described() | own
    if kind in _NAMED:
        described |= {"file_name": file.name, "mime_type": file.mime_type}
    # An animation is a document too, for clients that know no animations.
    also = {"document": file.described()} if kind == "animation" else {}
    return {kind: described, **also}, file


def forwarded(origin: Origin, date: int = 1_700_000_000) -> JsonObject:
    """Return the message field of a forward from one of the four kinds of authors."""
    author: Mapping[Origin, JsonObject] = {
        "user": {"sender_user": _OTHER_USER},
        "hidden_user": {"sender_user_name": "Скрытый автор"},
        "chat": {"sender_chat": _CHANNEL | {"type": "supergroup"}},
        "channel": {"chat": _CHANNEL, "message_id": 5},
    }
    return {"forward_origin": {"type": origin, "date": date} | author[origin]}


def replying(message: Message, quote: str | None = None) -> JsonObject:
    """Return the message fields of a reply, with the quoted part of the text if there is one."""
    fields: JsonObject = {"reply_to_message": message.raw}
    if quote is not None:
        position = max(0, message.text.find(quote))
        fields["quote"] = {"text": quote, "position": position, "is_manual": True}
    return fields


def via_bot(username: str) -> JsonObject:
    """Return the message field of a text chosen from an inline bot."""
    bot = {"id": 900000002, "is_bot": True, "first_name": username, "username": username}
    return {"via_bot": bot}
