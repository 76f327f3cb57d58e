"""What is not answered: a flood beyond the soft limit, and all but the first of an album."""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import TypeVar

from aiogram.types import Update

Key = TypeVar("Key")
Value = TypeVar("Value")
REMEMBERED = 1_000
"""Chats, and albums, that are kept in mind."""


class Manner(Enum):
    """How an update is met."""

    ANSWERED = auto()
    SLOWED = auto()
    """Told once to slow down."""
    IGNORED = auto()


@dataclass(slots=True)
class Manners:
    """Remembers the last minute of each chat; lost at a restart, which harms nobody."""

    per_minute: int
    clock: Callable[[], datetime]
    _times: OrderedDict[int, deque[datetime]] = field(default_factory=OrderedDict)
    _albums: OrderedDict[str, int] = field(default_factory=OrderedDict)
    _met: OrderedDict[int, tuple[int | None, Manner]] = field(default_factory=OrderedDict)

    def meet(self, chat_id: int, update: Update) -> Manner:
        last_id, manner = self._met.get(chat_id, (None, Manner.ANSWERED))
        if last_id == update.update_id:  # run again after a conflict or a fault
            return manner
        manner = self._judge(chat_id, update)
        self._met[chat_id] = (update.update_id, manner)
        self._met.move_to_end(chat_id)
        if len(self._met) > REMEMBERED:
            self._met.popitem(last=False)
        return manner

    def _judge(self, chat_id: int, update: Update) -> Manner:
        if not self._is_first_of_album(update):
            return Manner.IGNORED
        times = self._last_minute(chat_id)
        times.append(self.clock())
        if len(times) <= self.per_minute:
            return Manner.ANSWERED
        return Manner.SLOWED if len(times) == self.per_minute + 1 else Manner.IGNORED

    def _last_minute(self, chat_id: int) -> deque[datetime]:
        times = _remembered(self._times, chat_id, deque())
        since = self.clock() - timedelta(minutes=1)
        while times and times[0] < since:
            times.popleft()
        return times

    def _is_first_of_album(self, update: Update) -> bool:
        """An update that runs again is still the first of its album."""
        message = update.message
        if message is None or message.media_group_id is None:
            return True
        first = _remembered(self._albums, message.media_group_id, message.message_id)
        return first == message.message_id


def _remembered(kept: OrderedDict[Key, Value], key: Key, fresh: Value) -> Value:
    value = kept.setdefault(key, fresh)
    kept.move_to_end(key)
    if len(kept) > REMEMBERED:
        kept.popitem(last=False)
    return value
