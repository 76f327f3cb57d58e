"""Compares a typed PIN; every guess is charged before it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.pin import PinChallenge, typed_pin
from bot.domain.spelling import has_digits
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.pin.outcomes import HrOnly
from bot.use_cases.ports.charges import LimitReached
from bot.use_cases.ports.pins import Pins
from bot.use_cases.ports.sms_log import SmsLog
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The phone is proved for this row of the registry."""

    insured_id: int
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Not the code; `superseded` if it is the one of an older message."""

    tries_left: int
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class NoTriesLeft:
    """This code is dead; a new one may be asked for from `until` on."""

    until: datetime


class NotCompared(StrEnum):
    """Why nothing was compared, and nothing charged."""

    NO_DIGITS = "no-digits"
    """Rather a word about the code than the code."""
    NOT_DIGITS = "not-digits"
    EXPIRED = "expired"
    NO_CHALLENGE = "no-challenge"


ConfirmOutcome = Confirmed | Wrong | NoTriesLeft | HrOnly | NotCompared


@dataclass(frozen=True, slots=True)
class ConfirmPin:
    """`fits` knows the PINs of a challenge: `bot.domain.pin.PinCode`."""

    pins: Pins
    counters: PinCounters
    sms: SmsLog
    clock: Callable[[], datetime]
    fits: Callable[[bytes, str], bool]

    async def __call__(
        self, recorder: Recorder, chat_id: int, phone: str, text: str, cause: int
    ) -> ConfirmOutcome:
        """Compare what was typed with the code that went to `phone`, the one of the draft."""
        typed = typed_pin(text)
        if typed is None:
            return NotCompared.NOT_DIGITS if has_digits(text) else NotCompared.NO_DIGITS
        challenge = await self.pins.newest_for(chat_id, phone)
        if challenge is None or challenge.used:
            return NotCompared.NO_CHALLENGE
        if not challenge.open(self.clock()):
            return NotCompared.EXPIRED
        return await self._guess(recorder, challenge, phone, typed, cause)

    async def _guess(
        self, recorder: Recorder, challenge: PinChallenge, phone: str, typed: str, cause: int
    ) -> ConfirmOutcome:
        try:
            await self.counters.guess(challenge, phone, cause)
        except LimitReached:
            return await self._no_tries(challenge, phone)
        if not self.fits(challenge.id, typed):
            return await self._wrong(challenge, phone, typed)
        recorder.record(
            self.pins.use(challenge),
            self.sms.note_confirmed(challenge.id),
            self.counters.give_guess_back(challenge, phone, cause),
        )
        return Confirmed(challenge.insured_id, phone)

    async def _wrong(self, challenge: PinChallenge, phone: str, typed: str) -> ConfirmOutcome:
        tries_left = await self.counters.tries_left(challenge)
        if not tries_left:
            return await self._no_tries(challenge, phone)
        older = await self.pins.superseded(challenge.chat_id)
        return Wrong(tries_left, any(self.fits(one, typed) for one in older))

    async def _no_tries(self, challenge: PinChallenge, phone: str) -> NoTriesLeft | HrOnly:
        closed = await self.counters.closed(phone, challenge.insured_id)
        if isinstance(closed, HrOnly):
            return closed
        return NoTriesLeft(await self.counters.next_order(challenge, phone))
