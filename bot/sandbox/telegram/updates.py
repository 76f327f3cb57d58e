"""The queue of updates: kept until acknowledged, whoever fetches them."""

from collections import deque
from collections.abc import Callable, Iterator
from itertools import takewhile

from bot.sandbox.telegram.ledger import GivenUpdate, Ledger
from bot.sandbox.telegram.params import JsonObject

# An offset further ahead than this belongs to another numbering, as Telegram judges it.
_FUTURE = 10


class Updates:
    """Iterates over what is not acknowledged yet, in the order in which it was given."""

    def __init__(self, ledger: Ledger) -> None:
        self.next_id = 1
        self._ledger = ledger
        self._pending: deque[GivenUpdate] = deque()
        self._strays: list[GivenUpdate] = []
        self._count = 0
        self._listeners: list[Callable[[GivenUpdate], None]] = []

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[GivenUpdate]:
        return (given for given in self._pending if given.acknowledged is None)

    def listen(self, arrived: Callable[[GivenUpdate], None]) -> None:
        self._listeners.append(arrived)

    def give(self, raw: JsonObject) -> GivenUpdate:
        """Queue an update; one without `update_id` gets the next number."""
        numbered = {"update_id": self.next_id, **raw}
        self.next_id = max(self.next_id, int(numbered["update_id"]) + 1)
        return self._queue(numbered)

    def redeliver(self, update_id: int) -> GivenUpdate:
        """Queue an update once more, acknowledged or not; raises KeyError."""
        return self._queue(self._ledger.update(update_id).raw)

    def deliver(self, given: GivenUpdate) -> None:
        """Book that one update goes out by itself, to a webhook."""
        self._ledger.deliver(given)

    def take(self, limit: int) -> list[JsonObject]:
        """Hand out the earliest updates; they stay in the queue."""
        taken: list[JsonObject] = []
        for given in self:
            self._ledger.deliver(given)
            taken.append(given.raw)
            if len(taken) == limit:
                break
        return taken

    def confirm(self, offset: int) -> None:
        """Acknowledge what lies below the offset.

        A stray (redelivered, or given after the numbering jumped down) counts only once it has
        been handed out and if the offset can belong to its numbering.
        """
        strays = [given for given in self._strays if self._names_stray(given, offset)]
        in_order = (given for given in self if given.in_order)
        for given in [*strays, *takewhile(lambda given: given.update_id < offset, in_order)]:
            self.drop(given)

    def keep_last(self, number: int) -> None:
        """Forget all but the last updates: what a negative offset asks for."""
        for given in list(self)[: max(0, self._count - number)]:
            self.drop(given)

    def drop(self, given: GivenUpdate) -> None:
        """Acknowledge one update wherever it stands."""
        if given.acknowledged is not None:
            return
        self._ledger.acknowledge(given)
        self._count -= 1
        if not given.in_order:
            self._strays.remove(given)
        while self._pending and self._pending[0].acknowledged is not None:
            self._pending.popleft()

    def _names_stray(self, given: GivenUpdate, offset: int) -> bool:
        return given.deliveries > 0 and given.update_id < offset <= self.next_id + _FUTURE

    def _queue(self, raw: JsonObject) -> GivenUpdate:
        given = self._ledger.give(raw)
        self._pending.append(given)
        self._count += 1
        if not given.in_order:
            self._strays.append(given)
        for arrived in self._listeners:
            arrived(given)
        return given
