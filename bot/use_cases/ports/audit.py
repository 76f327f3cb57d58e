"""What administrators, HR people and operators did: only ever added to."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.use_cases.ports.storage import Write

OPERATOR = 0
"""The actor of what was done on the command line: the id of no Telegram user."""


class Act(StrEnum):
    """What was done."""

    HR_LINK_MADE = "hr_link_made"
    HR_APPOINTED = "hr_appointed"
    HR_REVOKED = "hr_revoked"
    INVITATION_MADE = "invitation_made"
    INVITATION_REVOKED = "invitation_revoked"
    REMINDED = "reminded"
    PHONE_CONFIRMED = "phone_confirmed"
    PHONE_REFUSED = "phone_refused"
    PHONES_LOOKED = "phones_looked"
    PHONES_UPLOADED = "phones_uploaded"
    PHONE_CORRECTED = "phone_corrected"
    """By a list: one entry for each row that it has changed."""
    REGISTRY_IMPORTED = "registry_imported"
    ACCOUNTS_EXPORTED = "accounts_exported"
    KEYS_ROTATED = "keys_rotated"
    STATISTICS_READ = "statistics_read"
    PERSON_LOOKED_UP = "person_looked_up"
    PERSON_UNLOCKED = "person_unlocked"
    MAIL_RESENT = "mail_resent"
    PAUSED = "paused"
    PAUSE_ENDED = "pause_ended"
    HEALTH_READ = "health_read"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act.

    Attributes:
        actor: Telegram id of who did it, or `OPERATOR`.
        subject: the person it concerned, as any text that tells them apart; kept as a digest.
        details: numbers and names of companies, nothing personal.
    """

    actor: int
    act: Act
    policyholder: str | None = None
    subject: str | None = field(default=None, repr=False)
    details: str = ""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An entry as it is read."""

    at: datetime
    actor: int
    act: Act
    policyholder: str | None
    details: str


class Audit(Protocol):
    """Where they are kept."""

    def note(self, entry: AuditEntry) -> Write: ...

    async def last(self, count: int) -> tuple[AuditLine, ...]:
        """Return the newest entries, newest first.

        Without `PHONE_CORRECTED`: a thousand of them would leave nothing else to be seen, and
        `PHONES_UPLOADED` says how many there are. Nor with what was only read about all people.
        """
        ...

    def forget(self, subject: str) -> Write:
        """Keep the acts that concerned a person, but no longer whom they concerned."""
        ...
