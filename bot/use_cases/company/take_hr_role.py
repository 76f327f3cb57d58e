"""Whoever opens the one-time link acts for the policyholder; the administrators are told."""

from dataclasses import dataclass

from bot.domain.token import token_sha256
from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.hr import HrLinks, HrPeople
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class TakeHrRole:
    """Uses the link up; of two who open it at once one is appointed."""

    links: HrLinks
    people: HrPeople
    audit: Audit
    jobs: JobQueue
    admin_ids: frozenset[int]

    async def __call__(
        self, recorder: Recorder, user_id: int, name: str, token: str
    ) -> str | None:
        """Return the policyholder, None if the link is used, revoked, expired or unknown.

        Args:
            name: as Telegram shows the person, for the administrators' eyes.
        """
        link = await self.links.open_one(token_sha256(token))
        if link is None:
            return None
        recorder.record(
            self.links.use(link, user_id),
            *self.people.appoint(user_id, link.policyholder),
            self.audit.note(AuditEntry(user_id, Act.HR_APPOINTED, link.policyholder)),
        )
        key = link.token_sha256.hex()
        told = {"policyholder": link.policyholder, "user_id": str(user_id), "name": name}
        for admin_id in sorted(self.admin_ids | {link.created_by}):
            event = desk_event(DeskEvent.HR_APPOINTED, key, admin_id, **told)
            recorder.record(self.jobs.add(event))
        return link.policyholder
