"""Somebody comes by a link of HR: the conversation is the company's from now on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.ports.invitations import Attribution, Attributions, Invitation, Invitations
from bot.use_cases.ports.storage import Recorder
from bot.use_cases.ports.tallies import Count, Source, Tally, What


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """Counts a conversation once for a link, however often the link is opened."""

    invitations: Invitations
    attributions: Attributions
    tally: Tally
    clock: Callable[[], datetime]

    async def __call__(self, recorder: Recorder, chat_id: int, token: str) -> Invitation | None:
        """Return None for a link that is unknown, revoked or expired: that is a plain start."""
        invitation = await self.invitations.by_token(token)
        if invitation is None or not invitation.is_open(self.clock()):
            return None
        came_by = Attribution(invitation.policyholder, invitation.id)
        if await self.attributions.of_chat(chat_id) != came_by:
            recorder.record(*self.attributions.attribute(chat_id, came_by))
            recorder.record(self.invitations.count_use(invitation.id))
            recorder.record(self.tally.add(Source(chat_id), Count(What.INVITATION_OPENED)))
        return invitation
