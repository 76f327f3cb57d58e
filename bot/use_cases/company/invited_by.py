"""The link of HR by which a conversation came, and what it answers beforehand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.use_cases.ports.invitations import Attributions, Invitation, Invitations


@dataclass(frozen=True, slots=True)
class InvitedBy:
    """Reads it anew each time: a link that was revoked meanwhile answers nothing."""

    invitations: Invitations
    attributions: Attributions
    clock: Callable[[], datetime]

    async def __call__(self, chat_id: int) -> Invitation | None:
        """Return None for a conversation that came by itself."""
        came_by = await self.attributions.of_chat(chat_id)
        if came_by is None or came_by.invitation_id is None:
            return None
        invitation = await self.invitations.find(came_by.invitation_id)
        return invitation if invitation and invitation.is_open(self.clock()) else None


def answers_of(invitation: Invitation) -> Mapping[str, Any]:
    """Return fields of the draft; a number that people type themselves is left out."""
    known = {
        "policy_kind": invitation.policy_kind,
        "policy_number": invitation.policy_number,
        "role": invitation.role,
    }
    return {name: value for name, value in known.items() if value is not None}
