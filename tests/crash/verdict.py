"""What the ledger of the emulated world says after the kills."""

from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.telegram import Call, GivenUpdate
from bot.sandbox.telegram.ledger import Ledger

SENDS = ("sendMessage", "sendPhoto", "sendDocument")


@dataclass(frozen=True)
class Verdict:
    """Counts of a run.

    Attributes:
        lost: updates never acknowledged.
        repeats: replies sent twice, in all.
        worst: most repeats in one chat after one kill.
    """

    kills: int
    updates: int
    sent: int
    lost: int
    repeats: int
    worst: int

    @property
    def passes(self) -> bool:
        return self.lost == 0 and self.worst <= 1

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.updates} updates, {self.sent} messages: "
            f"{self.lost} lost updates, {self.repeats} repeated replies, "
            f"at most {self.worst} per chat and kill"
        )


def judge(ledger: Ledger, kills: Sequence[float]) -> Verdict:
    """Judge a run; `kills` are the moments of the kills, ascending."""
    sends = [call for method in SENDS for call in ledger.calls_of(method, failed=False)]
    repeats = Counter(
        (call.chat_id, bisect(kills, call.time)) for call in _repeated([*sends, *ledger.updates])
    )
    return Verdict(
        kills=len(kills),
        updates=len(ledger.updates),
        sent=len(sends),
        lost=len(ledger.unacknowledged()),
        repeats=repeats.total(),
        worst=max(repeats.values(), default=0),
    )


def _repeated(happened: Sequence[Call | GivenUpdate]) -> list[Call]:
    """Return what a chat got twice in a row while its person did nothing."""
    last: dict[int, str] = {}
    repeated = []
    for one in sorted(happened, key=lambda one: one.time):
        if isinstance(one, GivenUpdate):
            last.pop(one.chat_id or 0, None)
            continue
        said = str(one.params.get("text") or one.params.get("caption"))
        if last.get(one.chat_id) == said:
            repeated.append(one)
        last[one.chat_id] = said
    return repeated
