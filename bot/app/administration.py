"""What administrators do: people, pauses, the state of the bot."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prometheus_client import CollectorRegistry

from bot import __version__
from bot.app.accounts import Accounts
from bot.app.given import Given
from bot.app.identity import Identity
from bot.app.replacement import NewPhones
from bot.app.repositories import Repositories
from bot.checks.mail import check_mail
from bot.checks.pages import check_cabinet
from bot.checks.running import Check, carry_out
from bot.checks.sms import check_sms
from bot.checks.telegram import check_telegram
from bot.core import Store
from bot.meters import QUEUE_DEPTH
from bot.recent_errors import RecentErrors
from bot.use_cases.administration.current_pause import CurrentPause
from bot.use_cases.administration.examine_health import ExamineHealth, Process
from bot.use_cases.administration.find_people import FindPeople
from bot.use_cases.administration.look_at_person import LookAtPerson
from bot.use_cases.administration.pause_registration import PauseRegistration
from bot.use_cases.administration.person_locks import PersonLocks
from bot.use_cases.administration.resend_for_person import ResendForPerson
from bot.use_cases.administration.unlock_person import UnlockPerson
from bot.use_cases.ports.jobs import Executor, JobKind
from handlers.staff.admin_menu import AdminDesk
from handlers.staff.people import PeopleDesk
from handlers.staff.people_screen import PeopleScreen
from storage.job_board import StoredJobBoard
from storage.people import StoredPeople
from storage.probe import StoredProbe

GATEWAYS: Mapping[str, Check] = {
    "BOT_TOKEN": check_telegram,
    "SMTP_URL": check_mail,
    "SMS_URL": check_sms,
    "CABINET_API_URL": check_cabinet,
}
"""The checks of `doctor` that tell how the outside world is."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What of its own process the bot can tell about: its errors and its meters."""

    errors: RecentErrors
    meters: CollectorRegistry


@dataclass(frozen=True, slots=True)
class Administration:
    """The desks of administrators, who does their jobs, and the pause that all others obey."""

    admin_desk: AdminDesk
    people_desk: PeopleDesk
    pausing: PauseRegistration
    pause: CurrentPause
    executors: dict[JobKind, Executor]

    def by_name(self) -> dict[str, Any]:
        """Return what handlers ask for, by these names."""
        return {
            "admin_desk": self.admin_desk,
            "people_desk": self.people_desk,
            "pausing": self.pausing,
        }


@dataclass(frozen=True, slots=True)
class _Wiring:
    """What the parts below share."""

    store: Store
    kept: Repositories
    given: Given
    board: StoredJobBoard

    def people(self, identity: Identity, accounts: Accounts, phones: NewPhones) -> PeopleDesk:
        store, kept = self.store, self.kept
        audit, jobs = kept.audit, store.jobs
        people = StoredPeople(store.database, store.keys, store.conversations, store.clock)
        start = accounts.resend_activation.start
        locks = PersonLocks(
            kept.charges,
            identity.send_pin.counters,
            identity.check_registry,
            start,
            accounts.change_email,
            phones.attempts,
            phones.request,
        )
        look = LookAtPerson(people, kept.accounts, locks)
        return PeopleDesk(
            people=people,
            find=FindPeople(people, look, audit),
            unlock=UnlockPerson(look, locks, audit, jobs),
            resend=ResendForPerson(people, kept.accounts, start, kept.charges, audit, jobs),
            screen=PeopleScreen(self.given.texts.plain, store.clock),
        )

    def checkup(self, around: Surroundings) -> ExamineHealth:
        store, settings = self.store, self.given.settings

        async def outside() -> Sequence[str]:
            return [finding.in_chat() for finding in await carry_out(GATEWAYS, settings)]

        def waiting() -> int:
            return int(around.meters.get_sample_value(QUEUE_DEPTH) or 0)

        return ExamineHealth(
            process=Process(__version__, store.clock(), waiting, around.errors.last),
            board=self.board,
            database=StoredProbe(store.database),
            outside=outside,
            jobs=store.jobs,
            text=self.given.texts.plain,
            clock=store.clock,
        )


def build_administration(  # noqa: PLR0913 - administrators touch everything
    store: Store,
    kept: Repositories,
    given: Given,
    around: Surroundings,
    *,
    identity: Identity,
    accounts: Accounts,
    phones: NewPhones,
) -> Administration:
    """Wire them."""
    wiring = _Wiring(store, kept, given, StoredJobBoard(store.database, store.clock))
    pause = CurrentPause(kept.pauses, time.monotonic, given.settings.admin_ids)
    return Administration(
        admin_desk=AdminDesk(kept.audit, store.jobs, given.texts.plain),
        people_desk=wiring.people(identity, accounts, phones),
        pausing=PauseRegistration(kept.pauses, pause, kept.audit, store.clock),
        pause=pause,
        executors={JobKind.CHECKUP: wiring.checkup(around)},
    )
