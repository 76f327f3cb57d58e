"""Take the password a person typed, if it keeps the rule: as a hash that waits."""

from dataclasses import dataclass

from bot.domain.password import OwnData, PasswordFault, common_passwords, password_faults
from bot.use_cases.ports.passwords import PasswordHasher
from bot.use_cases.ports.pending_passwords import PendingPasswords
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class ChoosePassword:
    """Judges a password exactly as received and keeps nothing but its slow hash."""

    passwords: PendingPasswords
    hasher: PasswordHasher

    async def __call__(
        self, recorder: Recorder, chat_id: int, password: str, own: OwnData
    ) -> tuple[PasswordFault, ...]:
        """Return all that is wrong with it; empty if it was taken and is to be repeated."""
        faults = password_faults(password, own, common_passwords())
        if not faults:
            hashed = await self.hasher.hash(password)
            recorder.record(*self.passwords.keep(chat_id, hashed))
        return faults
