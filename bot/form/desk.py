"""Menus of HR and administrators as plain data: they belong to no step of the registration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_CALLBACK_DATA = 64  # bytes, Bot API: InlineKeyboardButton.callback_data


class Desk(StrEnum):
    """Who is served."""

    HR = "hr"
    ADMIN = "adm"
    OWN = "own"
    """Whoever writes, about their own account and data."""


@dataclass(frozen=True, slots=True)
class DeskPress:
    """A tapped button of a menu; whether it is still allowed is for its handler to say."""

    desk: Desk
    act: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class DeskButton:
    """A caption's text id with its arguments, and what a tap on it means."""

    text_id: str
    desk: Desk
    act: str
    value: str = ""
    args: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def data(self) -> str:
        """Raises ValueError for what Telegram would refuse."""
        data = f"{self.desk}:{self.act}:{self.value}"
        if len(data.encode()) > LONGEST_CALLBACK_DATA:
            raise ValueError(f"callback data of {self.act} at desk {self.desk} is too long")
        return data


@dataclass(frozen=True, slots=True, repr=False)
class Awaited:
    """What the next message at a desk is to be: `act` takes it, `data` is what led there.

    Any other message, command or button drops it. As `Draft.decision` it is a checked file: only
    its button, a newer one, a day, /forget or a long silence drops that.
    """

    desk: Desk
    act: str
    data: Mapping[str, str] = field(default_factory=dict)


def decode(data: str) -> DeskPress | None:
    """None for anything that no button of a menu carries."""
    parts = data.split(":", 2)
    if len(parts) != 3 or parts[0] not in set(Desk):
        return None
    return DeskPress(Desk(parts[0]), parts[1], parts[2])
