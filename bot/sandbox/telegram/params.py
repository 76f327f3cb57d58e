"""The parameters of one method call, however they travelled: query, form, multipart or JSON."""

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.sandbox.telegram.errors import bad_request

JsonObject: TypeAlias = dict[str, Any]

# Fields that a form carries as JSON text and a JSON body as plain values, and what Telegram
# calls them.
_JSON_FIELDS: Mapping[str, str] = {
    "allowed_updates": "allowed_updates",
    "caption_entities": "caption_entities",
    "commands": "commands",
    "entities": "entities",
    "link_preview_options": "link preview options",
    "media": "input media",
    "menu_button": "menu button",
    "message_ids": "message_ids",
    "reply_markup": "reply keyboard markup",
    "reply_parameters": "reply parameters",
    "scope": "BotCommandScope",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Params:
    """Typed, forgiving access, as Telegram's own reading of parameters is."""

    values: Mapping[str, Any] = field(repr=False)
    uploads: Mapping[str, Upload] = field(default_factory=dict, repr=False)

    def has(self, name: str) -> bool:
        return name in self.values or name in self.uploads

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "yes", "y", "t", "1"}

    def json(self, name: str) -> Any:
        """Return the decoded value or None; raises ApiError where Telegram cannot parse it."""
        value = self.values.get(name)
        if isinstance(value, str) and name in _JSON_FIELDS:
            raise bad_request(f"Can't parse {_JSON_FIELDS[name]} JSON object")
        return value

    def upload(self, name: str) -> Upload | None:
        """Find the file sent in the field itself or referred to as ``attach://other``."""
        return self.uploads.get(self.text(name).removeprefix("attach://") or name)


def decoded(values: Mapping[str, Any]) -> dict[str, Any]:
    """Decode the JSON fields of a form; what does not decode stays text."""
    return {name: _decoded(name, value) for name, value in values.items()}


def _decoded(name: str, value: Any) -> Any:
    if name in _JSON_FIELDS and isinstance(value, str):
        with contextlib.suppress(ValueError):
            return json.loads(value)
    return value
