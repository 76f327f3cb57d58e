"""How long things take, counted by classes: a median that needs no list of durations.

Each class is √2 times as long as the one before: class 0 holds what took less than a second,
class 1 from 1 s to 1.4 s, class 40 everything from 8.6 days on.
"""

from collections.abc import Mapping
from datetime import timedelta
from math import log2

LAST_CLASS = 40


def class_of(duration: timedelta) -> int:
    """Return the class that a duration is counted in."""
    seconds = duration.total_seconds()
    return 0 if seconds < 1 else min(1 + int(2 * log2(seconds)), LAST_CLASS)


def median(counts: Mapping[int, int]) -> timedelta | None:
    """Return about the lower median of what was counted, None of nothing.

    It is the geometric middle of the median's class, so at most 19 % (the fourth root of 2) off
    for anything between a second and 8.6 days.
    """
    middle = (sum(counts.values()) + 1) // 2
    for number in sorted(counts):
        middle -= counts[number]
        if middle <= 0 < counts[number]:
            return _middle_of(number)
    return None


def _middle_of(number: int) -> timedelta:
    return timedelta() if number == 0 else timedelta(seconds=2 ** ((number - 0.5) / 2))
