"""HR makes a link that answers the questions about the policy beforehand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.person import Role
from bot.domain.policy import PolicyKind
from bot.domain.start_link import new_invitation_token
from bot.domain.token import RandomBytes, new_token
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.invitations import Invitation, Invitations
from bot.use_cases.ports.storage import Recorder

ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Wish:
    """What HR wants of a link.

    Attributes:
        policy_number: None where the policies of the company differ.
        days: how long it is good for, None for ever.
    """

    policyholder: str
    policy_kind: PolicyKind
    policy_number: str | None = field(repr=False)
    campaign: str
    days: int | None


@dataclass(frozen=True, slots=True)
class MakeInvitation:
    """The link is for employees, so its role is that of an insured person."""

    invitations: Invitations
    audit: Audit
    clock: Callable[[], datetime]
    random: RandomBytes

    def __call__(self, recorder: Recorder, hr_id: int, wish: Wish) -> Invitation:
        now = self.clock()
        invitation = Invitation(
            id=new_token(self.random, ID_BYTES),
            token=new_invitation_token(self.random),
            policyholder=wish.policyholder,
            policy_kind=wish.policy_kind,
            policy_number=wish.policy_number,
            role=Role.INSURED,
            campaign=wish.campaign,
            created_at=now,
            expires_at=None if wish.days is None else now + timedelta(days=wish.days),
        )
        entry = AuditEntry(hr_id, Act.INVITATION_MADE, wish.policyholder, details=invitation.id)
        recorder.record(self.invitations.add(invitation), self.audit.note(entry))
        return invitation
