"""Anonymous counts of what happens, by day, company and campaign: all that statistics read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from bot.form.step import StepId
from bot.use_cases.ports.storage import Write


class What(StrEnum):
    """What is counted beside the steps."""

    INVITATION_OPENED = "invitation:opened"
    REGISTRY_MATCHED = "registry:matched"
    REGISTRY_NOT_FOUND = "registry:not_found"
    REGISTRY_NOT_IN_FORCE = "registry:not_in_force"
    REGISTRY_ALREADY_REGISTERED = "registry:already_registered"
    REGISTRY_PHONE_DIFFERENT = "registry:phone_different"
    REGISTRY_PHONE_MISSING = "registry:phone_missing"
    REGISTRY_TOO_OFTEN = "registry:too_often"
    REGISTRY_BUSY = "registry:busy"
    SMS_SENT = "sms:sent"
    """A gateway took it."""
    SMS_PRICED = "sms:priced"
    """One of those sent whose cost the gateway told: `Count.amount`."""
    SMS_UNCERTAIN = "sms:uncertain"
    """It may have left."""
    SMS_REFUSED = "sms:refused"
    """No gateway took it."""
    SMS_DELIVERED = "sms:delivered"
    SMS_UNDELIVERED = "sms:undelivered"
    """It left, and certainly did not arrive."""
    MAIL_SENT = "mail:sent"
    MAIL_FAILED = "mail:failed"
    """It never left."""
    ACCOUNT_MADE = "account:made"
    ACCOUNT_ACTIVATED = "account:activated"
    POLICY_ADDED = "added:policy"
    CHILD_ADDED = "added:child"


def reached(step: StepId) -> str:
    """Name the count of registrations in which a step was asked."""
    return f"reached:{step}"


def answered(step: StepId) -> str:
    """Name the count of those that went on from it; its class is the time that took."""
    return f"answered:{step}"


EVERYTHING: tuple[str, ...] = (
    *What,
    *(name(step) for step in StepId for name in (reached, answered)),
)
"""All names there are: whoever looks for them by name need not read past the others."""


@dataclass(frozen=True, slots=True)
class Source:
    """Whose event it is.

    Attributes:
        chat_id: tells the campaign, by the link that the conversation began with.
        insured_id: tells the company where the person is known; without it the link does.
    """

    chat_id: int
    insured_id: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """One event.

    Attributes:
        what: one of EVERYTHING.
        bucket: class of how long it took, see `bot.domain.durations`.
        amount: kopecks.
    """

    what: str
    bucket: int = 0
    amount: int = 0


class Tally(Protocol):
    """Where events are counted."""

    def add(self, source: Source, *counts: Count) -> Write:
        """Count each of different events once, today by Moscow time.

        Recorded after the other writes of a transaction, which then waits for no other one with a
        count in its hands.
        """
        ...


@dataclass(frozen=True, slots=True)
class Total:
    """How often something happened, and what it cost in kopecks."""

    what: str
    bucket: int
    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class CampaignTotal:
    """The same of one company and campaign; an empty campaign stands for no link."""

    policyholder: str
    invitation_id: str
    campaign: str
    what: str
    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What was counted in a time: everything, and what companies are compared by."""

    all: Sequence[Total]
    by_campaign: Sequence[CampaignTotal]


class Tallies(Protocol):
    """Where the counts are read."""

    async def read(
        self, days: Sequence[date], policyholders: Sequence[str], compared: Sequence[str]
    ) -> Totals:
        """Add the counts of these days up, all at one moment.

        Args:
            policyholders: only theirs; of all if there are none.
            compared: what is added up by campaign too.
        """
        ...
