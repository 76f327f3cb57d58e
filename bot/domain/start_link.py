"""What a link to the bot carries behind `?start=`: an invitation, or the role of HR.

At most 64 signs of A-Z a-z 0-9 _ - (Bot API, deep linking).
"""

import re
from dataclasses import dataclass, field

from bot.domain.token import RandomBytes, new_token

INVITATION_BYTES = 16
"""128 random bits."""
_INVITATION = re.compile(r"i_([A-Za-z0-9_-]{22})")
_HR_ROLE = re.compile(r"hr_([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class InvitationStart:
    """Somebody comes by a link that HR shared."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HrRoleStart:
    """Somebody comes by the one-time link of an administrator."""

    token: str = field(repr=False)


def read_start(payload: str | None) -> InvitationStart | HrRoleStart | None:
    """None for junk, which is a plain start."""
    if payload is None:
        return None
    if invitation := _INVITATION.fullmatch(payload):
        return InvitationStart(invitation[1])
    if role := _HR_ROLE.fullmatch(payload):
        return HrRoleStart(role[1])
    return None


def new_invitation_token(random: RandomBytes) -> str:
    return new_token(random, INVITATION_BYTES)


def invitation_payload(token: str) -> str:
    return f"i_{token}"


def hr_role_payload(token: str) -> str:
    return f"hr_{token}"
