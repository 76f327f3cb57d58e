"""HTML as Telegram reads it: its tags, its entities, its words for what is wrong.

https://core.telegram.org/bots/api#html-style; the wording is that of Telegram's own server.
"""

import re
from dataclasses import dataclass, field

from bot.sandbox.telegram.errors import ApiError, bad_request
from bot.sandbox.telegram.links import is_allowed_link
from bot.sandbox.telegram.params import JsonObject
from bot.sandbox.telegram.units import utf16_length

_ENTITY_OF_TAG = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_REFERENCE = re.compile(
    r"&(?:#(?P<decimal>\d{1,7})|#x(?P<hexadecimal>[0-9a-fA-F]{1,6})"
    r"|(?P<name>lt|gt|amp|quot)(?![a-zA-Z]));?"
)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TEXT = re.compile(r"[^<]+")
_SPACES = re.compile(r"\s*")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]*")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)$")


@dataclass(frozen=True, slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    begins: int


@dataclass(slots=True)
class _Reader:
    source: str
    position: int = 0
    text: str = ""
    length: int = 0
    open_tags: list[_OpenTag] = field(default_factory=list)
    entities: list[JsonObject] = field(default_factory=list)

    def read(self) -> None:
        while self.position < len(self.source):
            if self.source[self.position] != "<":
                self._add(_unescaped(self._take(_TEXT)))
            elif self.source.startswith("</", self.position):
                self._end_tag()
            else:
                self._start_tag()
        if self.open_tags:
            name = self.open_tags[-1].name
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')

    def _add(self, text: str) -> None:
        self.text += text
        self.length += utf16_length(text)

    def _start_tag(self) -> None:
        begin = self.position
        self.position += 1
        name = self._take(_TAG_NAME).lower()
        if self._at_end():
            raise self._refuse("Unclosed start tag", begin)
        if name not in _ENTITY_OF_TAG:
            raise self._refuse(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._refuse('Tag "span" must have class "tg-spoiler"', begin)
        self.open_tags.append(_OpenTag(name, attributes, self.length, len(self.text)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while self._next() != ">":
            name = self._take(_ATTRIBUTE_NAME)
            if not name:
                raise self._refuse(f'Empty attribute name in the tag "{tag}"', begin)
            has_value = self._next() == "="
            self.position += has_value
            if not self._next():
                raise self._refuse(f'Unclosed start tag "{tag}"', begin)
            found[name] = self._value(begin) if has_value else ""
        self.position += 1
        return found

    def _value(self, begin: int) -> str:
        quote = self.source[self.position]
        if quote not in "\"'":
            return self._bare_value()
        end = self.source.find(quote, self.position + 1)
        if end < 0 or end + 1 == len(self.source):
            raise self._refuse("Unclosed start tag", begin)
        value = self.source[self.position + 1 : end]
        self.position = end + 1
        return _unescaped(value)

    def _bare_value(self) -> str:
        begin = self.position
        value = self._take(_BARE_VALUE).lower()
        if not self._at_end() and not (self._here().isspace() or self._here() == ">"):
            raise self._refuse("Unexpected end of name token", begin)
        return value

    def _end_tag(self) -> None:
        begin = self.position
        if not self.open_tags:
            raise self._refuse("Unexpected end tag", begin)
        self.position += 2
        name = self._take(_TAG_NAME).lower()
        if self._next() != ">":
            raise self._refuse("Unclosed end tag", begin)
        self.position += 1
        tag = self.open_tags.pop()
        if name and name != tag.name:
            found = f'expected "</{tag.name}>", found "</{name}>"'
            raise _unparsable(f"Unmatched end tag at byte offset {self._bytes(begin)}, {found}")
        if self.length > tag.offset:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        entity = _entity(tag, self.text[tag.begins :])
        if entity is None:
            return
        span = {"offset": tag.offset, "length": self.length - tag.offset}
        inner = self.entities[-1] if self.entities else {}
        if tag.name == "pre" and inner == {"type": "code"} | span | _language(inner):
            self.entities.pop()
            entity |= _language(inner)
        self.entities.append({"type": entity.pop("type")} | span | entity)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.position)
        taken = match.group() if match else ""
        self.position += len(taken)
        return taken

    def _next(self) -> str:
        self._take(_SPACES)
        return self._here()

    def _here(self) -> str:
        return self.source[self.position : self.position + 1]

    def _at_end(self) -> bool:
        return self.position >= len(self.source)

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode(errors="surrogatepass"))

    def _refuse(self, reason: str, position: int) -> ApiError:
        return _unparsable(f"{reason} at byte offset {self._bytes(position)}")


def parse_html(source: str) -> tuple[str, list[JsonObject]]:
    """Split HTML into visible text and Telegram entities.

    Raises:
        ApiError: "Bad Request: can't parse entities: …".
    """
    reader = _Reader(source)
    reader.read()
    if any("\ud800" <= character <= "\udfff" for character in reader.text):
        raise _unparsable(
            "Text contains invalid Unicode characters after decoding HTML entities,"
            " check for unmatched surrogate code units"
        )
    for entity in reader.entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return reader.text, reader.entities


def _entity(tag: _OpenTag, text: str) -> JsonObject | None:
    kind = _ENTITY_OF_TAG[tag.name]
    if kind == "text_link":
        return _link(tag.attributes.get("href") or text)
    if kind == "blockquote" and "expandable" in tag.attributes:
        return {"type": "expandable_blockquote"}
    if kind == "custom_emoji":
        return _custom_emoji(tag.attributes.get("emoji-id", ""))
    language = tag.attributes.get("class", "").removeprefix("language-")
    return {"type": kind} | ({"language": language} if kind == "code" and language else {})


def _link(url: str) -> JsonObject | None:
    mentioned = _USER_LINK.match(url)
    if mentioned:
        user = {"id": int(mentioned.group(1)), "is_bot": False, "first_name": ""}
        return {"type": "text_mention", "user": user}
    return {"type": "text_link", "url": url} if is_allowed_link(url) else None


def _custom_emoji(identifier: str) -> JsonObject:
    if not identifier.isdecimal() or not int(identifier):
        raise _unparsable("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": identifier}


def _language(entity: JsonObject) -> JsonObject:
    return {"language": entity["language"]} if "language" in entity else {}


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED[match["name"]]
    code = int(match["decimal"]) if match["decimal"] else int(match["hexadecimal"], 16)
    return chr(code) if 0 < code < 0x10FFFF else match.group()


def _unparsable(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
