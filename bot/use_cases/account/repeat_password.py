"""Compare the repeated password with the hash of the first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.limits import Limits
from bot.use_cases.ports.passwords import PasswordHasher
from bot.use_cases.ports.pending_passwords import PendingPasswords
from bot.use_cases.ports.storage import Recorder


class Repeat(Enum):
    """How the two passwords compare."""

    SAME = auto()
    DIFFERENT = auto()
    """The first one is dropped as well: either may be the mistyped one."""
    NOTHING_TO_COMPARE = auto()
    """The first one waited too long, or was dropped: it is chosen anew."""


@dataclass(frozen=True, slots=True)
class RepeatPassword:
    """Settles the password, or leads back to choosing it."""

    passwords: PendingPasswords
    hasher: PasswordHasher
    clock: Callable[[], datetime]
    limits: Limits

    async def __call__(self, recorder: Recorder, chat_id: int, password: str) -> Repeat:
        since = self.clock() - timedelta(minutes=self.limits.password_minutes)
        hashed = await self.passwords.kept(chat_id, since)
        if hashed is None:
            return Repeat.NOTHING_TO_COMPARE
        if await self.hasher.verify(hashed, password):
            return Repeat.SAME
        recorder.record(self.passwords.forget(chat_id))
        return Repeat.DIFFERENT
