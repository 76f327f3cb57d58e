"""/cancel, the wipe of a draft: nothing of an unfinished registration stays."""

from dataclasses import dataclass

from bot.use_cases.ports.accounts import Accounts, PendingOf
from bot.use_cases.ports.activations import ActivationEnd, Activations
from bot.use_cases.ports.pending_passwords import PendingPasswords
from bot.use_cases.ports.phone_requests import PhoneRequests
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class ForgetPending:
    """Erases the waiting password and the account never activated; its mailed link is dead.

    What HR was asked is withdrawn; what HR has confirmed counts on until its term ends.
    """

    accounts: Accounts
    activations: Activations
    passwords: PendingPasswords
    requests: PhoneRequests

    async def __call__(self, recorder: Recorder, chat_id: int) -> None:
        pending = PendingOf(chat_id=chat_id)
        recorder.record(
            self.passwords.forget(chat_id),
            self.activations.end(pending, ActivationEnd.WITHDRAWN),
            self.accounts.drop(pending),
            self.requests.withdraw(chat_id),
        )
