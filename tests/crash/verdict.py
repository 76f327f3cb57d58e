"""What the ledger of the emulated world says after the kills."""

from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.telegram import Call
from bot.sandbox.telegram.ledger import Ledger

SENDS = ("sendMessage", "sendPhoto", "sendDocument")


@dataclass(frozen=True)
class Verdict:
    """Counts that must be zero, or at most one for the last.

    Attributes:
        lost: updates never acknowledged.
        repeats: replies sent twice, in all.
        worst: most repeats in one chat after one kill.
    """

    updates: int
    sent: int
    lost: int
    repeats: int
    worst: int

    def __str__(self) -> str:
        return (
            f"{self.updates} updates, {self.sent} messages: {self.lost} lost updates, "
            f"{self.repeats} repeated replies, at most {self.worst} per chat and kill"
        )


def judge(ledger: Ledger, kills: Sequence[float]) -> Verdict:
    """Judge a run; `kills` are the moments of the kills, ascending."""
    sends = sorted(
        (call for method in SENDS for call in ledger.calls_of(method, failed=False)),
        key=lambda call: call.time,
    )
    repeats = Counter((call.chat_id, bisect(kills, call.time)) for call in _repeated(sends))
    return Verdict(
        updates=len(ledger.updates),
        sent=len(sends),
        lost=len(ledger.unacknowledged()),
        repeats=repeats.total(),
        worst=max(repeats.values(), default=0),
    )


def _repeated(sends: Sequence[Call]) -> list[Call]:
    """Return what a chat got twice in a row: the script makes no two equal neighbours."""
    last: dict[int, str] = {}
    repeated = []
    for call in sends:
        said = str(call.params.get("text") or call.params.get("caption"))
        if last.get(call.chat_id) == said:
            repeated.append(call)
        last[call.chat_id] = said
    return repeated
