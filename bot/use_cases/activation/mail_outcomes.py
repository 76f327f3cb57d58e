"""How asking for an activation mail can end."""

import math
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.use_cases.activation.start_activation import PAUSE_RULE
from bot.use_cases.ports.charges import LimitReached


@dataclass(frozen=True, slots=True)
class MailOrdered:
    """The mail is on its way to the address shown masked; older links no longer count."""

    masked_email: str


@dataclass(frozen=True, slots=True)
class TooEarly:
    """Nothing changed: this address got a mail just now."""

    seconds: int


@dataclass(frozen=True, slots=True)
class MailLimit:
    """Nothing changed: enough mails, or enough corrected addresses, until this time."""

    until: datetime


class NoMail(Enum):
    """No mail is sent, for none would open anything."""

    NOTHING_PENDING = auto()
    ALREADY_ACTIVE = auto()
    OUTDATED = auto()
    """The contract has changed since: registering anew helps."""


MailOutcome = MailOrdered | TooEarly | MailLimit | NoMail


def refused_mail(limit: LimitReached, now: datetime) -> TooEarly | MailLimit:
    if limit.rule != PAUSE_RULE:
        return MailLimit(limit.until)
    return TooEarly(math.ceil((limit.until - now).total_seconds()))
