"""How fast the bot may send: so many a second in all and to one chat, with a burst.

The generic cell rate algorithm: each line of sends remembers one number, the moment at which it
would be empty again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.limits import Limits

FORGET_ABOVE = 1_000
"""Chats remembered before those that are idle are dropped."""


@dataclass(slots=True)
class Line:
    """One line of sends, `interval` seconds apart after a burst."""

    interval: float
    burst: int
    empty_at: float = 0.0

    def ready_at(self) -> float:
        return self.empty_at - self.interval * (self.burst - 1)

    def take(self, now: float) -> None:
        self.empty_at = max(self.empty_at, now) + self.interval


@dataclass(slots=True)
class Pace:
    """Tells how long to wait before the next send; `time` is a monotonic clock in seconds."""

    limits: Limits
    time: Callable[[], float]
    _all: Line = field(init=False)
    _chats: dict[int, Line] = field(init=False, default_factory=dict)
    _closed_until: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._all = Line(1 / self.limits.sends_per_second, burst=1)

    def reserve(self, chat_id: int) -> float:
        """Return the seconds to wait, or 0 and count the send."""
        now = self.time()
        chat = self._chat(chat_id, now)
        ready = max(self._closed_until, self._all.ready_at(), chat.ready_at())
        if ready > now:
            return ready - now
        self._all.take(now)
        chat.take(now)
        return 0.0

    def close(self, seconds: float) -> None:
        """Obey `retry_after` of Telegram: nothing leaves before it is over (Bot API, 429)."""
        self._closed_until = max(self._closed_until, self.time() + seconds)

    def _chat(self, chat_id: int, now: float) -> Line:
        if len(self._chats) > FORGET_ABOVE:
            self._chats = {id_: one for id_, one in self._chats.items() if one.empty_at > now}
        interval = 1 / self.limits.chat_sends_per_second
        return self._chats.setdefault(chat_id, Line(interval, self.limits.chat_burst))
