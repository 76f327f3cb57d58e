"""How long what is left of people is kept, each with its reason."""

from datetime import datetime, timedelta

from bot.limits import Limits
from storage.pruning import Horizon

DELETABLE = timedelta(hours=48)
"""A bot cannot delete older messages (Bot API, deleteMessage)."""
LONGEST_WINDOW = timedelta(days=31)
KEPT_JOBS = timedelta(days=30)
KEPT_LINKS = timedelta(days=30)
"""So long an old link is told from an unknown one."""
KEPT_DELIVERIES = timedelta(days=1)
"""The gateway is asked for minutes; a complaint to it comes within a day."""
KEPT_SMS = timedelta(days=365)
"""Costs and conversion of a year, without a phone."""
KEPT_CONSENTS = timedelta(days=3 * 365)
"""Without an account, or withdrawn: three years (Росархив, приказ № 236 of 20.12.2019, ст. 441);
with one: as long as the account itself."""


def horizon(now: datetime, limits: Limits) -> Horizon:
    """Return what may go now.

    A PIN can be renewed, and a picture asked for again, as long as a draft lives.
    """
    return Horizon(
        messages=now - DELETABLE,
        counters=now - LONGEST_WINDOW,
        jobs=now - KEPT_JOBS,
        challenges=now - timedelta(hours=limits.draft_hours),
        passwords=now - timedelta(minutes=limits.password_minutes),
        links=now - KEPT_LINKS,
        requests=now - timedelta(hours=limits.draft_hours),
        deliveries=now - KEPT_DELIVERIES,
        sms=now - KEPT_SMS,
        consents=now - KEPT_CONSENTS,
    )
