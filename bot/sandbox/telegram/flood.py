"""Telegram's flood limits, off unless asked for."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.telegram.errors import flooded


@dataclass(frozen=True, slots=True)
class Rate:
    """So many messages a second, after a burst that passes at once."""

    per_second: float
    burst: int = 1


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled: float


class Flood:
    """Set `overall` and `per_chat` at any time; None means no limit."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.overall: Rate | None = None
        self.per_chat: Rate | None = None
        self._clock = clock
        self._buckets: dict[int | None, _Bucket] = {}

    def pass_message(self, chat_id: int) -> None:
        """Count a message; raises ApiError 429, which counts nothing."""
        limits = {None: self.overall, chat_id: self.per_chat}
        levels = [(self._level(key, rate), rate) for key, rate in limits.items() if rate]
        wait = max(((1 - bucket.tokens) / rate.per_second for bucket, rate in levels), default=0)
        if wait > 0:
            raise flooded(math.ceil(wait))
        for bucket, _ in levels:
            bucket.tokens -= 1

    def _level(self, key: int | None, rate: Rate) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(rate.burst, now))
        gained = (now - bucket.filled) * rate.per_second
        bucket.tokens = min(float(rate.burst), bucket.tokens + gained)
        bucket.filled = now
        return bucket
