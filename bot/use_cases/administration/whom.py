"""Whom an administrator means: a phone, a Telegram id or a policy, as people type them."""

import re
from dataclasses import dataclass, field

from bot.domain.phone import mobile_phone
from bot.domain.policy import policy_number
from bot.domain.refusal import InvalidAnswer

_CHAT = re.compile(r"(?:id\s*:?\s*)(\d{1,15})", re.IGNORECASE)
_BARE_CHAT = re.compile(r"(?![78]9\d{0,6}$)\d{4,15}")
"""Not what looks like a phone cut short: who means such an id writes «id» before it."""


@dataclass(frozen=True, slots=True)
class ByPhone:
    """`phone` in its stored form."""

    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ByChat:
    """A Telegram user."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class ByPolicy:
    """A policy or contract."""

    number: str = field(repr=False)


def phone_or_policy(text: str) -> ByPhone | ByPolicy | None:
    """Read «+7 900 000-00-01» or «AM012345678/13»; None for what is neither, such as an id."""
    if _CHAT.fullmatch(text.strip()):
        return None
    if phone := _phone(text):
        return ByPhone(phone)
    try:
        return ByPolicy(policy_number(text))
    except InvalidAnswer:
        return None


def phone_or_chat(text: str) -> ByPhone | ByChat | None:
    """Read a phone or a Telegram id; «id 9161234567» is an id, though it looks like a phone."""
    if said := _CHAT.fullmatch(text.strip()):
        return ByChat(int(said[1]))
    if phone := _phone(text):
        return ByPhone(phone)
    bare = _BARE_CHAT.fullmatch(text.strip())
    return ByChat(int(bare[0])) if bare else None


def _phone(text: str) -> str | None:
    if re.search(r"[^\W\d_]|/", text):  # a letter or a slash: the number of a policy
        return None
    try:
        return mobile_phone(text)
    except InvalidAnswer:
        return None
