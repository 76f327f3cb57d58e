"""From the text parameters of a call to visible text with entities, within Telegram's limits."""

from dataclasses import dataclass

from bot.sandbox.telegram.entities import trimmed, with_found
from bot.sandbox.telegram.errors import bad_request
from bot.sandbox.telegram.html_text import parse_html
from bot.sandbox.telegram.params import JsonObject, Params
from bot.sandbox.telegram.units import utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_SOURCE_LIMIT = 1 << 15


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str
    entities: list[JsonObject]


def message_text(params: Params, too_long: str = "Message is too long") -> Formatted:
    """Read text, parse_mode and entities; raises ApiError for what Telegram would not send."""
    if not params.text("text"):
        raise bad_request("Message text is empty")
    formatted = _formatted(params, "text", "entities")
    if not formatted.text:
        raise bad_request("Text must be non-empty")
    return _within(formatted, TEXT_LIMIT, too_long)


def caption(params: Params, too_long: str = "Message caption is too long") -> Formatted:
    """Read caption, parse_mode and caption_entities; an absent caption is an empty text."""
    return _within(_formatted(params, "caption", "caption_entities"), CAPTION_LIMIT, too_long)


def _formatted(params: Params, text_field: str, entities_field: str) -> Formatted:
    source = params.text(text_field)
    if len(source.encode(errors="surrogatepass")) > _SOURCE_LIMIT:
        raise bad_request("Text is too long")
    mode = params.text("parse_mode").lower()
    if mode not in {"", "none", "html"}:
        raise bad_request("Unsupported parse_mode")
    if mode == "html":
        text, entities = parse_html(source)
    else:
        text, entities = source, params.json(entities_field) or []
    text, entities = trimmed(text, entities)
    return Formatted(text, with_found(text, entities))


def _within(formatted: Formatted, limit: int, too_long: str) -> Formatted:
    if utf16_length(formatted.text) > limit:
        raise bad_request(too_long)
    return formatted
