"""A PIN has proved the phone of the account for one more row of the registry: take it in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.domain.moscow import today
from bot.form.draft import Adding
from bot.use_cases.cabinet.jobs import hand_over_job
from bot.use_cases.ports.accounts import Accounts, PendingOf
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.registry import Validities
from bot.use_cases.ports.storage import Recorder
from bot.use_cases.ports.tallies import Count, Source, Tally, What
from bot.use_cases.registry.in_force import NotInForce, first_not_in_force

ADDED: Mapping[Adding, What] = {
    Adding.POLICY: What.POLICY_ADDED,
    Adding.CHILD: What.CHILD_ADDED,
}


class AddOutcome(Enum):
    """What became of it."""

    ADDED = auto()
    ALREADY_REGISTERED = auto()
    """An activated account got this person meanwhile."""
    NO_ACCOUNT = auto()
    """The account is gone."""


@dataclass(frozen=True, slots=True)
class AddInsured:
    """Of two accounts that take one person at once the database lets one succeed.

    Attributes:
        cabinet: whether there is a cabinet to hand the account over to.
    """

    accounts: Accounts
    validities: Validities
    jobs: JobQueue
    tally: Tally
    clock: Callable[[], datetime]
    cabinet: bool

    async def __call__(
        self, recorder: Recorder, chat_id: int, adding: Adding, insured_id: int
    ) -> AddOutcome | NotInForce:
        account = await self.accounts.of_chat(chat_id)
        if account is None or not account.activated:
            return AddOutcome.NO_ACCOUNT
        day = today(self.clock())
        if barred := await first_not_in_force(self.validities, [insured_id], day):
            return barred
        if await self.accounts.exists_for(insured_id):
            return AddOutcome.ALREADY_REGISTERED
        recorder.record(
            *self.accounts.add_insured(account, insured_id),
            self.accounts.drop(PendingOf(insured_ids=(insured_id,))),
        )
        if self.cabinet:
            recorder.record(self.jobs.add(hand_over_job(account, self.clock(), insured_id)))
        recorder.record(self.tally.add(Source(chat_id, insured_id), Count(ADDED[adding])))
        return AddOutcome.ADDED
