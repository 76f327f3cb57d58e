"""Links to the bot that HR shares, and which conversation came by which."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.person import Role
from bot.domain.policy import PolicyKind
from bot.use_cases.ports.storage import Write


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link answers beforehand.

    Attributes:
        id: what counts and buttons know it by; nobody comes in by it.
        token: 128 random bits, which the link carries; none once the link is closed.
        policy_number: None where people type it themselves.
        campaign: what HR calls it, for the statistics.
        expires_at: None for a link without an end.
        uses: conversations that came by it.
    """

    id: str
    token: str | None = field(repr=False)
    policyholder: str
    policy_kind: PolicyKind
    policy_number: str | None = field(repr=False)
    role: Role
    campaign: str
    created_at: datetime
    expires_at: datetime | None
    uses: int = 0
    revoked: bool = False

    def is_open(self, now: datetime) -> bool:
        return not self.revoked and (self.expires_at is None or now < self.expires_at)


class Invitations(Protocol):
    """Where they are kept; whoever reads it cannot make a link of what stands there."""

    def add(self, invitation: Invitation) -> Write: ...

    async def find(self, invitation_id: str) -> Invitation | None: ...

    async def by_token(self, token: str) -> Invitation | None:
        """Find what a link leads to; None for one that was closed."""
        ...

    async def of(self, policyholder: str) -> tuple[Invitation, ...]:
        """Return those of a policyholder that were not revoked, newest first."""
        ...

    def count_use(self, invitation_id: str) -> Write: ...

    def revoke(self, invitation_id: str) -> Write:
        """Close a link and forget its token; guarded: it must not have been revoked."""
        ...


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose employee a conversation is of; `invitation_id` is None where no link led there."""

    policyholder: str
    invitation_id: str | None


class Attributions(Protocol):
    """Where that is kept; it outlives the draft."""

    async def of_chat(self, chat_id: int) -> Attribution | None: ...

    def attribute(self, chat_id: int, attribution: Attribution) -> tuple[Write, ...]:
        """Say whose a conversation is from now on."""
        ...


class Policies(Protocol):
    """What HR may say of a policy number."""

    async def kind_of(self, policyholder: str, policy_number: str) -> PolicyKind | None:
        """Return the kind of a policy of exactly this policyholder, None if there is none."""
        ...
