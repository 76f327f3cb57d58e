"""«/forget»: erase everything about a person at once, and have it looked after a day later."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.token import RandomBytes
from bot.use_cases.administration.subjects_of_audit import chat_of_audit, row_of_audit
from bot.use_cases.cabinet.jobs import erasure_job
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.jobs import JobKind, JobQueue, NewJob
from bot.use_cases.ports.personal_data import Held, PersonalData
from bot.use_cases.ports.phone_requests import PhoneRequests
from bot.use_cases.ports.storage import Recorder

LOOKED_AFTER = timedelta(days=1)
"""The term in which everything must be gone."""
MOMENT = timedelta(milliseconds=1)
"""The smallest difference that the database knows."""


@dataclass(frozen=True, slots=True)
class ForgetPerson:
    """Withdraws the consent; limits hold on, for their counters know nobody.

    Whoever acted for a company takes back what their word has not yet brought about.

    Attributes:
        cabinet: whether there is a cabinet to be told.
    """

    data: PersonalData
    requests: PhoneRequests
    audit: Audit
    jobs: JobQueue
    clock: Callable[[], datetime]
    random: RandomBytes
    cabinet: bool

    async def __call__(self, recorder: Recorder, chat_id: int, proved: Iterable[int]) -> None:
        """Record it all.

        Args:
            proved: rows of the registry whose phone the draft has proved.
        """
        now, held = self.clock(), await self.data.held(chat_id)
        for company in held.acts_for:  # while the requests still name who decided them
            recorder.record(self.requests.unconfirm(chat_id, company))
        recorder.record(*self.data.erase(chat_id, now + MOMENT))
        rows = map(row_of_audit, {*held.insured_ids, *proved})
        for subject in (chat_of_audit(chat_id), *rows):
            recorder.record(self.audit.forget(subject))
        self._resign(recorder, chat_id, held)
        if self.cabinet:
            recorder.record(*(self.jobs.add(erasure_job(one.id, now)) for one in held.accounts))
        recorder.record(self.jobs.add(self._check_up(chat_id, now)))

    def _resign(self, recorder: Recorder, chat_id: int, held: Held) -> None:
        """Whoever acted for a company stays answerable for what they did: the audit says so."""
        for company in held.acts_for:
            entry = AuditEntry(chat_id, Act.HR_REVOKED, company, details="forgotten")
            recorder.record(self.audit.note(entry))

    def _check_up(self, chat_id: int, now: datetime) -> NewJob:
        """Leave a job that tells nobody, in clear, whom it is about."""
        payload = json.dumps({"chat": chat_id, "since": now.isoformat()})
        key = f"erasure:{self.random(16).hex()}"
        return NewJob(JobKind.ERASURE, key, payload, not_before=now + LOOKED_AFTER)
