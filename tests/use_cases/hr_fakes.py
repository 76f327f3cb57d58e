"""Companies in memory: whose a conversation is, who has begun, and what HR did."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.use_cases.ports.audit import AuditEntry, AuditLine
from bot.use_cases.ports.invitations import Attribution
from bot.use_cases.ports.reminders import Outlook
from bot.use_cases.ports.storage import Write


@dataclass
class FakeAttributions:
    known: dict[int, Attribution] = field(default_factory=dict)

    async def of_chat(self, chat_id: int) -> Attribution | None:
        return self.known.get(chat_id)

    def attribute(self, chat_id: int, attribution: Attribution) -> tuple[Write, ...]:
        def put() -> bool:
            self.known[chat_id] = attribution
            return True

        return (Write(put),)


@dataclass
class FakeReminders:
    """The moments of the people of one company, by their chats; None for never."""

    moments: dict[int, datetime | None] = field(default_factory=dict)
    declined: set[int] = field(default_factory=set)

    async def outlook(self, policyholder: str, silent_since: datetime) -> Outlook:
        due, lost = len(self._due(silent_since)), len(self.declined)
        return Outlook(due, len(self.moments) - due - lost, lost)

    def plan(self, policyholder: str, at: datetime, silent_since: datetime) -> Write:
        def claim() -> bool:
            due = self._due(silent_since)
            self.moments |= dict.fromkeys(due, at)
            return bool(due)

        return Write(claim, guarded=True)

    async def planned_for(
        self, policyholder: str, at: datetime, after: int, limit: int
    ) -> Sequence[int]:
        planned = (chat_id for chat_id, moment in self.moments.items() if moment == at)
        return sorted(chat_id for chat_id in planned if chat_id > after)[:limit]

    def move(self, chat_ids: Sequence[int], planned: datetime, to: datetime) -> Write:
        def change() -> bool:
            those = [one for one in chat_ids if self.moments[one] == planned]
            self.moments |= dict.fromkeys(those, to)
            return bool(those)

        return Write(change)

    async def planned(self, chat_id: int) -> datetime | None:
        return None if chat_id in self.declined else self.moments[chat_id]

    def decline(self, chat_id: int) -> Write:
        def add() -> bool:
            self.declined.add(chat_id)
            return True

        return Write(add)

    def _due(self, silent_since: datetime) -> list[int]:
        reached = ((one, at) for one, at in self.moments.items() if one not in self.declined)
        return [one for one, at in reached if at is None or at <= silent_since]


@dataclass
class FakeAudit:
    entries: list[AuditEntry] = field(default_factory=list)

    def note(self, entry: AuditEntry) -> Write:
        def add() -> bool:
            self.entries.append(entry)
            return True

        return Write(add)

    async def last(self, count: int) -> tuple[AuditLine, ...]:
        raise NotImplementedError

    def forget(self, subject: str) -> Write:
        raise NotImplementedError
