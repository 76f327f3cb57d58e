"""How far the people of a phone or a policy are, and what holds them up: nothing personal."""

from dataclasses import dataclass

from bot.use_cases.administration.look_at_person import LookAtPerson, PersonSeen
from bot.use_cases.administration.subjects_of_audit import about_rows
from bot.use_cases.administration.whom import ByPhone, ByPolicy
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.people import Group, People
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class Found:
    """The rows, and the person if they are one: rows of one phone, or the only row of a policy."""

    group: Group
    person: PersonSeen | None = None


@dataclass(frozen=True, slots=True)
class FindPeople:
    """Looks, and leaves on record who looked at whom."""

    people: People
    look: LookAtPerson
    audit: Audit

    async def __call__(self, recorder: Recorder, admin_id: int, whom: ByPhone | ByPolicy) -> Found:
        by_phone = isinstance(whom, ByPhone)
        group = await self._group(whom)
        one = group.size == len(group.insured_ids) and (by_phone or group.size == 1)
        details = f"{'phone' if by_phone else 'policy'}: {group.size}"
        entry = AuditEntry(admin_id, Act.PERSON_LOOKED_UP, details=details)
        entries = about_rows(entry, group.insured_ids if one else ())
        recorder.record(*map(self.audit.note, entries))
        if not one or not group.size:
            return Found(group)
        phone = whom.phone if isinstance(whom, ByPhone) else None
        return Found(group, await self.look.by_rows(group.insured_ids, phone))

    async def _group(self, whom: ByPhone | ByPolicy) -> Group:
        if isinstance(whom, ByPhone):
            return await self.people.with_phone(whom.phone)
        return await self.people.with_policy(whom.number)
