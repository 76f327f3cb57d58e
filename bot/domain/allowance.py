"""How often something may be tried: so many times in a window, and when it may be tried again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Allowance:
    """`times` attempts within any `window`; a window of None never ends."""

    times: int
    window: timedelta | None = None


def free_again(
    allowance: Allowance, attempts: Sequence[datetime], now: datetime
) -> datetime | None:
    """Return when the next attempt is allowed: None for now, `datetime.max` for never.

    A clock that was set back cannot reopen a window: attempts in the future count as well.
    """
    window = allowance.window
    counted = sorted(at for at in attempts if window is None or at > now - window)
    if len(counted) < allowance.times:
        return None
    if window is None:
        return datetime.max.replace(tzinfo=now.tzinfo)
    return counted[-allowance.times] + window
