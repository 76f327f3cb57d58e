"""The writes that activate an account, whichever way the person took."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.cabinet.jobs import hand_over_job
from bot.use_cases.ports.accounts import Account, Accounts, PendingOf
from bot.use_cases.ports.activations import Activation, Activations
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.storage import Write
from bot.use_cases.ports.tallies import Count, Source, Tally, What


@dataclass(frozen=True, slots=True)
class ActivateAccount:
    """Of several attempts at once one succeeds: its writes are guarded.

    They touch links before accounts, as all others do who write both: so no two deadlock.

    Attributes:
        cabinet: whether there is a cabinet to hand the account over to.
    """

    accounts: Accounts
    activations: Activations
    jobs: JobQueue
    tally: Tally
    clock: Callable[[], datetime]
    cabinet: bool

    def __call__(self, activation: Activation, account: Account) -> tuple[Write, ...]:
        rivals = PendingOf(insured_ids=account.insured_ids)
        writes = (
            self.activations.consume(activation),
            *self.accounts.activate(account),
            self.accounts.drop(rivals),
            *([self.jobs.add(hand_over_job(account, self.clock()))] if self.cabinet else []),
        )
        source = Source(account.chat_id, account.insured_ids[0])
        return (*writes, self.tally.add(source, Count(What.ACCOUNT_ACTIVATED)))
