"""What a person sees in a chat, as small frozen values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.telegram.files import StoredFile
from bot.sandbox.telegram.params import JsonObject
from bot.sandbox.telegram.units import utf16_slice


@dataclass(frozen=True, slots=True)
class Button:
    """A button of an inline or reply keyboard; `raw` is the Bot API object."""

    text: str
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def callback_data(self) -> str | None:
        data: str | None = self.raw.get("callback_data")
        return data

    @property
    def opens(self) -> str | None:
        """The address behind a link or Web App button."""
        url: str | None = self.raw.get("url") or self.raw.get("web_app", {}).get("url")
        return url


@dataclass(frozen=True, slots=True)
class Entity:
    """A formatted part of a text; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    text: str = field(repr=False)
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Toast:
    """An answered button: `alert` stays until dismissed; an empty text shows nothing."""

    text: str
    alert: bool


@dataclass(frozen=True, slots=True)
class Message:
    """A visible message; `raw` is the Bot API object, `revision` the change that made it so."""

    raw: JsonObject = field(repr=False)
    revision: int
    attachment: StoredFile | None = field(default=None, repr=False)
    editable: bool = True

    @property
    def message_id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def date(self) -> int:
        return int(self.raw["date"])

    @property
    def from_bot(self) -> bool:
        return bool(self.raw["from"]["is_bot"])

    @property
    def edited(self) -> bool:
        return "edit_date" in self.raw

    @property
    def text(self) -> str:
        """The visible text or caption, without markup."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def entities(self) -> tuple[Entity, ...]:
        found = self.raw.get("entities") or self.raw.get("caption_entities") or ()
        return tuple(self._entity(raw) for raw in found)

    @property
    def spoilers(self) -> tuple[str, ...]:
        """The parts hidden until tapped."""
        return tuple(entity.text for entity in self.entities if entity.type == "spoiler")

    @property
    def keyboard(self) -> tuple[tuple[Button, ...], ...]:
        """The rows of the inline keyboard."""
        return buttons(self.raw.get("reply_markup", {}).get("inline_keyboard", ()))

    @property
    def photo(self) -> bytes | None:
        return self._content_of("photo")

    @property
    def document(self) -> bytes | None:
        return self._content_of("document")

    @property
    def file_name(self) -> str | None:
        return self.attachment.name if self.attachment else None

    def button(self, caption: str) -> Button | None:
        """Find an inline button by its exact caption."""
        return button_in(self.keyboard, caption)

    def _content_of(self, kind: str) -> bytes | None:
        return self.attachment.content if self.attachment and kind in self.raw else None

    def _entity(self, raw: JsonObject) -> Entity:
        offset, length = raw["offset"], raw["length"]
        text = utf16_slice(self.text, offset, length)
        return Entity(raw["type"], offset, length, text, raw.get("url"))


def buttons(rows: Any) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(Button(raw["text"], raw) for raw in row) for row in rows)


def button_in(rows: Iterable[Iterable[Button]], caption: str) -> Button | None:
    return next((button for row in rows for button in row if button.text == caption), None)
