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
    """Told to slow down, at most once a minute."""
    IGNORED = auto()


@dataclass(slots=True)
class Manners:
    """Remembers what was answered in the last minute; lost at a restart, which harms nobody."""

    per_minute: int
    clock: Callable[[], datetime]
    _times: OrderedDict[int, deque[datetime]] = field(default_factory=OrderedDict)
    _told: OrderedDict[int, deque[datetime]] = field(default_factory=OrderedDict)
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
        if self._has_room(self._times, chat_id, self.per_minute):
            return Manner.ANSWERED
        return Manner.SLOWED if self._has_room(self._told, chat_id, 1) else Manner.IGNORED

    def _has_room(
        self, of_chats: OrderedDict[int, deque[datetime]], chat_id: int, per_minute: int
    ) -> bool:
        """Take one of those that a minute has, if one is left."""
        now, times = self.clock(), _remembered(of_chats, chat_id, deque())
        while times and times[0] <= now - timedelta(minutes=1):
            times.popleft()
        if len(times) == per_minute:
            return False
        times.append(now)
        return True

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
