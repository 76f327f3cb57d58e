"""«Придумать за меня»: expect a made password in place of a chosen one."""

from dataclasses import dataclass

from bot.use_cases.ports.pending_passwords import PendingPasswords
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class GeneratePassword:
    """Prepares for `ShowNewPassword`, which makes the password when it is about to be shown."""

    passwords: PendingPasswords

    async def __call__(self, recorder: Recorder, chat_id: int) -> None:
        recorder.record(*self.passwords.await_generated(chat_id))
