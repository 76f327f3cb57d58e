"""An administrator takes the role of HR away; the person is told."""

from dataclasses import dataclass

from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.hr import HrLinks, HrPeople
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.phone_requests import PhoneRequests
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class RevokeHr:
    """Ends the role, unused links to it, and what the person's word has not yet brought about.

    Links that the person shared with employees go on: they give nothing but answers.
    """

    people: HrPeople
    links: HrLinks
    requests: PhoneRequests
    audit: Audit
    jobs: JobQueue

    async def __call__(
        self, recorder: Recorder, admin_id: int, user_id: int, policyholder: str, cause: int
    ) -> bool:
        """Return False if the person does not act for the policyholder any more."""
        if user_id not in await self.people.of(policyholder):
            return False
        told = desk_event(DeskEvent.HR_REVOKED, str(cause), user_id, policyholder=policyholder)
        details = f"HR {user_id}"
        recorder.record(
            self.people.revoke(user_id, policyholder),
            self.links.revoke_all(policyholder),
            self.requests.unconfirm(user_id, policyholder),
            self.audit.note(AuditEntry(admin_id, Act.HR_REVOKED, policyholder, details=details)),
            self.jobs.add(told),
        )
        return True
