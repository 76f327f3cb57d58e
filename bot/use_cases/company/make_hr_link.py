"""An administrator makes the one-time link that gives somebody the role of HR."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.start_link import hr_role_payload
from bot.domain.token import RandomBytes, new_token, token_sha256
from bot.limits import Limits
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.hr import HrLink, HrLinks
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class MakeHrLink:
    """Single use, good for `hr_link_hours`; several for one policyholder may be open at once."""

    links: HrLinks
    audit: Audit
    limits: Limits
    clock: Callable[[], datetime]
    random: RandomBytes

    def __call__(self, recorder: Recorder, admin_id: int, policyholder: str) -> str:
        """Return the payload of the link."""
        token = new_token(self.random)
        expires_at = self.clock() + timedelta(hours=self.limits.hr_link_hours)
        link = HrLink(token_sha256(token), policyholder, admin_id, expires_at)
        entry = AuditEntry(admin_id, Act.HR_LINK_MADE, policyholder)
        recorder.record(self.links.add(link), self.audit.note(entry))
        return hr_role_payload(token)
