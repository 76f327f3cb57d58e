"""What Telegram finds in a text by itself: commands, addresses, phone numbers."""

import re
from collections.abc import Iterable, Sequence

from bot.sandbox.telegram.params import JsonObject
from bot.sandbox.telegram.units import utf16_length

_PATTERNS = (
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    ),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#\w{1,256}(?![\w#])")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d[\d ()-]{8,18}\d(?!\w)")),
)
# Nothing is looked for inside these.
_CLOSED = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})


def with_found(text: str, given: Sequence[JsonObject]) -> list[JsonObject]:
    """Add what Telegram detects to the entities that the sender marked, in Telegram's order."""
    closed = [entity for entity in given if entity["type"] in _CLOSED]
    found: list[JsonObject] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            entity = {
                "type": kind,
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(match.group()),
            }
            if not _overlaps(entity, [*closed, *found]):
                found.append(entity)
    return sorted([*given, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: Iterable[JsonObject]) -> tuple[str, list[JsonObject]]:
    """Cut the blanks at both ends and move the entities along."""
    kept = text.rstrip()
    length = utf16_length(kept)
    inside = [
        entity | {"length": min(entity["length"], length - entity["offset"])}
        for entity in entities
        if entity["offset"] < length
    ]
    first = min((entity["offset"] for entity in inside), default=length)
    cut = min(len(kept) - len(kept.lstrip(" \n")), first)
    return kept[cut:], [entity | {"offset": entity["offset"] - cut} for entity in inside]


def _overlaps(entity: JsonObject, others: Iterable[JsonObject]) -> bool:
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    return any(
        begin < other["offset"] + other["length"] and other["offset"] < end for other in others
    )
