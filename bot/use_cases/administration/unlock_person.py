"""An administrator lifts the limits of one person, who is told."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.use_cases.administration.look_at_person import LookAtPerson
from bot.use_cases.administration.person_locks import Lock, PersonLocks, Subjects
from bot.use_cases.administration.subjects_of_audit import about_rows, chat_of_audit
from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What was in force till now, and how many chats are told that it no longer is."""

    locks: tuple[Lock, ...]
    chats: int


@dataclass(frozen=True, slots=True)
class UnlockPerson:
    """Counters of PINs, registry checks and mails begin anew; an issued PIN stays as it is."""

    look: LookAtPerson
    locks: PersonLocks
    audit: Audit
    jobs: JobQueue

    async def by_rows(
        self, recorder: Recorder, admin_id: int, insured_ids: Sequence[int], cause: int
    ) -> Unlocked:
        subjects = (await self.look.by_rows(insured_ids)).subjects
        entries = about_rows(AuditEntry(admin_id, Act.PERSON_UNLOCKED), insured_ids)
        return await self._lift(recorder, entries, subjects, cause)

    async def by_chat(
        self, recorder: Recorder, admin_id: int, chat_id: int, cause: int
    ) -> Unlocked | None:
        """Return None for a chat that nobody knows."""
        subjects = await self.look.by_chat(chat_id)
        if subjects is None:
            return None
        entry = AuditEntry(admin_id, Act.PERSON_UNLOCKED, subject=chat_of_audit(chat_id))
        return await self._lift(recorder, (entry,), subjects, cause)

    async def _lift(
        self,
        recorder: Recorder,
        entries: Sequence[AuditEntry],
        subjects: Subjects,
        cause: int,
    ) -> Unlocked:
        locks = await self.locks.in_force(subjects)
        recorder.record(self.locks.lift(subjects), *map(self.audit.note, entries))
        chats = subjects.chat_ids if locks else ()
        for chat_id in chats:
            recorder.record(self.jobs.add(desk_event(DeskEvent.UNLOCKED, str(cause), chat_id)))
        return Unlocked(locks, len(chats))
