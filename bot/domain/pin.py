"""The PIN of the SMS: what it is made of, when it counts, how people type it."""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.challenge import one_time_code
from bot.domain.spelling import plain_signs

DIGITS = 6

_DIGITS_OR_O = re.compile(r"\b[0-9OОoо]+\b")
_ZEROS = str.maketrans("OОoо", "0000")
_IN_ONE = re.compile(rf"(?<![0-9])[0-9]{{{DIGITS}}}(?![0-9])")
_IN_PARTS = re.compile(r"[0-9](?:[ -]{0,3}[0-9])*")


@dataclass(frozen=True, slots=True)
class PinCode:
    """Makes the PIN of a challenge; it is kept nowhere, so whoever needs it makes it again.

    Attributes:
        keys: one from each secret key, newest first: a PIN outlives a rotation.
    """

    keys: tuple[bytes, ...] = field(repr=False)

    def __call__(self, challenge_id: bytes) -> str:
        return one_time_code(self.keys[0], challenge_id, DIGITS)

    def fits(self, challenge_id: bytes, typed: str) -> bool:
        due = [one_time_code(key, challenge_id, DIGITS) for key in self.keys]
        return any(hmac.compare_digest(one, typed) for one in due)


@dataclass(frozen=True, slots=True)
class PinChallenge:
    """One PIN on its way to one phone.

    Attributes:
        insured_id: row of the registry that the phone confirms.
        phone: E.164; None once the challenge has ended.
        expires_at: runs from the newest message, first from its order, then from its acceptance.
        sends: how many messages were ordered.
        ordered_at: when the newest of them was.
    """

    id: bytes
    chat_id: int
    insured_id: int
    phone: str | None = field(repr=False)
    expires_at: datetime
    sends: int
    ordered_at: datetime
    used: bool = False
    superseded: bool = False

    def open(self, now: datetime) -> bool:
        """Whether its PIN would still be accepted."""
        return not self.used and not self.superseded and now < self.expires_at


def resend_at(challenge: PinChallenge, pauses: Sequence[timedelta]) -> datetime:
    """When the next message may be asked for; the last pause repeats."""
    return challenge.ordered_at + pauses[min(challenge.sends, len(pauses)) - 1]


def number_prefix(phone: str) -> str:
    """What ten thousand neighbouring numbers have in common: bought in a row, they fake people."""
    return phone[:-4]


def typed_pin(text: str) -> str | None:
    """Find the six digits in «код 481205», «481 205», «481-2О5» or a pasted SMS.

    None unless exactly one such number is there: a date or a phone number is no guess.
    """
    plain = _DIGITS_OR_O.sub(_with_zeros, plain_signs(text))
    parts = (re.sub(r"[ -]", "", found) for found in _IN_PARTS.findall(plain))
    found = _IN_ONE.findall(plain) or [number for number in parts if len(number) == DIGITS]
    return found[0] if len(found) == 1 else None


def _with_zeros(found: re.Match[str]) -> str:
    """Leave words of nothing but «о» alone."""
    word = found[0]
    return word.translate(_ZEROS) if re.search("[0-9]", word) else word
