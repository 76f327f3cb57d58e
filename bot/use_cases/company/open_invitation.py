"""Somebody comes by a link of HR: the conversation is the company's from now on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.allowance import Allowance
from bot.use_cases.ports.charges import Charge, Charges, LimitReached, Rule
from bot.use_cases.ports.invitations import Attribution, Attributions, Invitation, Invitations
from bot.use_cases.ports.storage import Recorder
from bot.use_cases.ports.tallies import Count, Source, Tally, What

OPENED = Rule("invitation.opened", (Allowance(1, timedelta(days=30)),))


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """Counts a conversation once for a link, however often that and others are opened.

    Once in a month, strictly: so long counters are kept.
    """

    invitations: Invitations
    attributions: Attributions
    charges: Charges
    tally: Tally
    clock: Callable[[], datetime]

    async def __call__(
        self, recorder: Recorder, chat_id: int, token: str, cause: int
    ) -> Invitation | None:
        """Return None for a link that is unknown, revoked or expired: that is a plain start."""
        invitation = await self.look(token)
        if invitation is None:
            return None
        came_by = Attribution(invitation.policyholder, invitation.id)
        if await self.attributions.of_chat(chat_id) != came_by:
            recorder.record(*self.attributions.attribute(chat_id, came_by))
            if await self._is_first(invitation.id, chat_id, cause):
                recorder.record(self.invitations.count_use(invitation.id))
                recorder.record(self.tally.add(Source(chat_id), Count(What.INVITATION_OPENED)))
        return invitation

    async def look(self, token: str) -> Invitation | None:
        """Find what a link is without coming by it."""
        invitation = await self.invitations.by_token(token)
        return invitation if invitation and invitation.is_open(self.clock()) else None

    async def _is_first(self, invitation_id: str, chat_id: int, cause: int) -> bool:
        try:
            await self.charges.charge([Charge(OPENED, f"{invitation_id}|{chat_id}")], cause)
        except LimitReached:
            return False
        return True
