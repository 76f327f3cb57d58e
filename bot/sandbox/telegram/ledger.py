"""Everything that went through the emulator: the oracle of crash tests."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.telegram.feed import Signal
from bot.sandbox.telegram.params import JsonObject

# Where the chat of an update is found, for the kinds that have one.
_CARRIERS = ("message", "chat")


@dataclass(slots=True)
class GivenUpdate:
    """One update and its life: how often it was handed out, when it was acknowledged.

    `in_order` is false for an update whose id is not above all earlier ids.
    """

    raw: JsonObject = field(repr=False)
    update_id: int
    kind: str
    chat_id: int | None
    time: float
    in_order: bool = True
    deliveries: int = 0
    acknowledged: float | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One method received: parameters without file contents, and the result or error."""

    method: str
    params: Mapping[str, Any] = field(repr=False)
    time: float
    result: Any = field(default=None, repr=False)
    error: str | None = None

    @property
    def chat_id(self) -> Any:
        return self.params.get("chat_id")


class Ledger:
    """Fires `changed` whenever an update or a call is booked."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.changed = Signal()
        self._clock = clock
        self._open: dict[int, GivenUpdate] = {}
        self._updates: list[GivenUpdate] = []
        self._newest: dict[int, GivenUpdate] = {}
        self._highest_id = 0
        self._calls: list[Call] = []
        self._by_method: defaultdict[str, list[Call]] = defaultdict(list)

    @property
    def updates(self) -> Sequence[GivenUpdate]:
        """Every update given, oldest first; a redelivered one stands there again."""
        return self._updates

    @property
    def calls(self) -> Sequence[Call]:
        """Every method received, in the order in which it was answered."""
        return self._calls

    def update(self, update_id: int) -> GivenUpdate:
        """Return the newest update of that id; raises KeyError."""
        return self._newest[update_id]

    def unacknowledged(self) -> list[GivenUpdate]:
        return list(self._open.values())

    def calls_of(
        self, method: str, chat_id: int | None = None, *, failed: bool | None = None
    ) -> list[Call]:
        """Return the calls of one method, of one chat, only the failed or only the others."""
        return [
            call
            for call in self._by_method[method]
            if chat_id in {None, call.chat_id} and failed in {None, call.error is not None}
        ]

    def give(self, raw: JsonObject) -> GivenUpdate:
        kind = next((name for name in raw if name != "update_id"), "")
        update_id = int(raw["update_id"])
        given = GivenUpdate(raw, update_id, kind, _chat_id(raw, kind), self._clock())
        given.in_order = update_id > self._highest_id
        self._highest_id = max(update_id, self._highest_id)
        self._updates.append(given)
        self._newest[given.update_id] = given
        self._open[id(given)] = given
        self.changed.fire()
        return given

    def deliver(self, given: GivenUpdate) -> None:
        given.deliveries += 1
        self.changed.fire()

    def acknowledge(self, given: GivenUpdate) -> None:
        given.acknowledged = self._clock()
        del self._open[id(given)]
        self.changed.fire()

    def record(
        self, method: str, params: Mapping[str, Any], result: Any, error: str | None
    ) -> None:
        call = Call(method, params, self._clock(), result, error)
        self._calls.append(call)
        self._by_method[method].append(call)
        self.changed.fire()


def _chat_id(raw: JsonObject, kind: str) -> int | None:
    """Look for the chat and, in what has none, for the sender; a malformed update has neither."""
    holder = raw.get(kind)
    for carrier in _CARRIERS:
        if isinstance(holder, dict) and isinstance(holder.get(carrier), dict):
            holder = holder[carrier]
    if isinstance(holder, dict) and isinstance(holder.get("from"), dict) and "id" not in holder:
        holder = holder["from"]
    identifier = holder.get("id") if isinstance(holder, dict) else None
    return identifier if isinstance(identifier, int) else None
