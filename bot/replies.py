"""What leaves the bot, as plain data: handlers return it, the sender sends it.

A `Reply` is stored until Telegram has taken it. Content that must not lie in the database, or is
a picture, is a recipe: a name under which the sender finds how to make it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What the sender does with a reply."""

    PROMPT = "prompt"
    """The question the chat waits at; its message is the one to edit next."""
    NOTE = "note"
    """A message that stays as it is."""
    ERASE = "erase"
    """Delete one message."""
    WIPE = "wipe"
    """Delete every message of the chat that goes with the draft."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to send, or one act upon messages already sent.

    Attributes:
        params: parameters of the Bot API method, defaults resolved.
        recipe: name of the recipe that adds the content, None for plain text.
        replaces: message id whose button caused this prompt; edited if it is still the prompt.
        personal: the message carries personal data and is deleted with the draft.
        passing: a prompt that is deleted with the draft once another has taken its place.
    """

    kind: Kind
    params: Mapping[str, Any] = field(default_factory=dict, repr=False)
    recipe: str | None = None
    replaces: int | None = None
    personal: bool = False
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a pressed button; sent at once, never stored, empty text for a bare one."""

    text: str = field(default="", repr=False)
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything one update makes the bot say."""

    replies: tuple[Reply, ...] = ()
    toast: Toast = Toast()


@dataclass(frozen=True, slots=True)
class NumberedReply:
    """A reply with its place in the order of its chat."""

    number: int
    reply: Reply
