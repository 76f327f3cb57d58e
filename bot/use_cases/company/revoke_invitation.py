"""HR closes a link: who opens it later starts without its answers."""

from dataclasses import dataclass

from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.hr import HrPerson
from bot.use_cases.ports.invitations import Invitation, Invitations
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class RevokeInvitation:
    """Closes only links of a company that the person acts for."""

    invitations: Invitations
    audit: Audit

    async def __call__(
        self, recorder: Recorder, hr: HrPerson, invitation_id: str
    ) -> Invitation | None:
        """Return the link that was closed, None if there was none to close."""
        invitation = await self.invitations.find(invitation_id)
        if invitation is None or invitation.revoked or not hr.acts_for(invitation.policyholder):
            return None
        entry = AuditEntry(
            hr.user_id, Act.INVITATION_REVOKED, invitation.policyholder, details=invitation.id
        )
        recorder.record(self.invitations.revoke(invitation.id), self.audit.note(entry))
        return invitation
