"""A world in memory for the use cases of captcha and PIN; writes happen when committed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from bot.domain.allowance import free_again
from bot.domain.pin import PinChallenge
from bot.use_cases.ports.captchas import Captcha
from bot.use_cases.ports.charges import Charge, LimitReached
from bot.use_cases.ports.jobs import NewJob
from bot.use_cases.ports.sms import (
    Accepted,
    DeliveryStatus,
    Sms,
    SmsRefused,
    SmsSender,
    SmsUncertain,
)
from bot.use_cases.ports.sms_log import Handover, SmsEntry
from bot.use_cases.ports.storage import Write
from tests.conftest import FakeClock


class LostGuard(Exception):
    """A guarded write hit no row."""


@dataclass
class FakeRecorder:
    writes: list[Write] = field(default_factory=list)

    def record(self, *writes: Write) -> None:
        self.writes.extend(writes)

    def commit(self) -> None:
        writes, self.writes = self.writes, []
        commit(writes)


def commit(writes: Sequence[Write]) -> None:
    for write in writes:
        hit = cast("Callable[[], bool]", write.statement)()
        if write.guarded and not hit:
            raise LostGuard


@dataclass
class FakeCharges:
    clock: FakeClock
    rows: list[tuple[str, str, int, datetime]] = field(default_factory=list)

    async def charge(self, charges: Sequence[Charge], cause: int) -> None:
        for charge in charges:
            self._check(charge, cause)
        for charge in charges:
            row = (charge.rule.name, charge.subject, cause)
            if row not in [known[:3] for known in self.rows]:
                self.rows.append((*row, self.clock.now))

    async def look(self, charges: Sequence[Charge]) -> None:
        for charge in charges:
            self._check(charge, None)

    async def used(self, charge: Charge) -> int:
        return len(self._attempts(charge, None))

    def give_back(self, charges: Sequence[Charge], cause: int) -> Write:
        gone = {(charge.rule.name, charge.subject, cause) for charge in charges}

        def forget() -> bool:
            self.rows = [row for row in self.rows if row[:3] not in gone]
            return True

        return Write(forget)

    def lift(self, charges: Sequence[Charge]) -> Write:
        gone = {(charge.rule.name, charge.subject) for charge in charges}

        def forget() -> bool:
            self.rows = [row for row in self.rows if row[:2] not in gone]
            return True

        return Write(forget)

    def count(self, rule: str) -> int:
        return sum(row[0] == rule for row in self.rows)

    def _check(self, charge: Charge, cause: int | None) -> None:
        attempts = self._attempts(charge, cause)
        for allowance in charge.rule.allowances:
            until = free_again(allowance, attempts, self.clock.now)
            if until:
                raise LimitReached(charge.rule.name, until)

    def _attempts(self, charge: Charge, cause: int | None) -> list[datetime]:
        aim = (charge.rule.name, charge.subject)
        return [row[3] for row in self.rows if row[:2] == aim and row[2] != cause]


@dataclass
class FakePins:
    clock: FakeClock
    rows: list[PinChallenge] = field(default_factory=list)
    phones: dict[bytes, str] = field(default_factory=dict)

    async def newest_for(self, chat_id: int, phone: str) -> PinChallenge | None:
        of_chat = (row for row in reversed(self.rows) if row.chat_id == chat_id)
        row = next((row for row in of_chat if not row.superseded), None)
        return row if row and self.phones[row.id] == phone else None

    async def find(self, challenge_id: bytes) -> PinChallenge | None:
        return next((row for row in self.rows if row.id == challenge_id), None)

    async def superseded(self, chat_id: int) -> Sequence[bytes]:
        return [row.id for row in self.rows if row.chat_id == chat_id and row.superseded]

    def open(self, challenge: PinChallenge, phone: str) -> tuple[Write, ...]:
        def begin() -> bool:
            self._change(
                lambda row: row.chat_id == challenge.chat_id and not row.used,
                superseded=True,
                phone=None,
            )
            self.rows.append(challenge)
            self.phones[challenge.id] = phone
            return True

        return (Write(begin),)

    def order_again(self, challenge: PinChallenge, expires_at: datetime) -> Write:
        values = {"sends": challenge.sends + 1, "ordered_at": self.clock.now}
        return self._write(
            lambda row: row == challenge, guarded=True, expires_at=expires_at, **values
        )

    def sent(self, challenge_id: bytes, expires_at: datetime) -> Write:
        return self._write(lambda row: row.id == challenge_id, expires_at=expires_at)

    def use(self, challenge: PinChallenge) -> Write:
        now = self.clock.now
        return self._write(
            lambda row: row.id == challenge.id and row.open(now),
            guarded=True,
            used=True,
            phone=None,
        )

    def wipe(self, challenge_id: bytes) -> Write:
        return self._write(lambda row: row.id == challenge_id, phone=None)

    def forget(self, chat_id: int) -> Write:
        return self._drop(lambda row: row.chat_id == chat_id)

    def _write(
        self, wanted: Callable[[PinChallenge], bool], guarded: bool = False, **values: Any
    ) -> Write:
        return Write(lambda: self._change(wanted, **values), guarded)

    def _change(self, wanted: Callable[[PinChallenge], bool], **values: Any) -> bool:
        hit = [row for row in self.rows if wanted(row)]
        self.rows = [replace(row, **values) if row in hit else row for row in self.rows]
        return bool(hit)

    def _drop(self, wanted: Callable[[PinChallenge], bool]) -> Write:
        def drop() -> bool:
            self.rows = [row for row in self.rows if not wanted(row)]
            return True

        return Write(drop)


@dataclass
class FakeJobs:
    left: dict[str, NewJob] = field(default_factory=dict)

    def add(self, job: NewJob) -> Write:
        return Write(lambda: self.left.setdefault(job.dedupe_key, job) is job)


@dataclass
class FakeSmsLog:
    entries: dict[str, SmsEntry] = field(default_factory=dict)
    confirmed: set[bytes] = field(default_factory=set)
    percent: float | None = None

    def add(self, entry: SmsEntry) -> Write:
        return Write(lambda: self.entries.setdefault(entry.key, entry) is entry)

    def note_status(self, key: str, status: DeliveryStatus) -> Write:
        def note() -> bool:
            self.entries[key] = replace(self.entries[key], status=status)
            return True

        return Write(note)

    def note_confirmed(self, challenge_id: bytes) -> Write:
        def note() -> bool:
            self.confirmed.add(challenge_id)
            return True

        return Write(note)

    async def find(self, key: str) -> SmsEntry | None:
        return self.entries.get(key)

    async def last_gateway(self, challenge_id: bytes) -> str | None:
        left = [
            entry.gateway
            for entry in self.entries.values()
            if entry.challenge_id == challenge_id and entry.handover is not Handover.REFUSED
        ]
        return left[-1] if left else None

    async def conversion(self, last: int, before: datetime) -> float | None:
        return self.percent


@dataclass
class FakeSender:
    """Answers each send and each question about a status as told, else well."""

    answers: list[SmsRefused | SmsUncertain] = field(default_factory=list)
    statuses: list[DeliveryStatus | SmsRefused] = field(default_factory=list)
    sent: list[Sms] = field(default_factory=list)
    preferred: list[str] = field(default_factory=list)
    cost: Decimal | None = None

    async def send(self, sms: Sms) -> Accepted:
        if self.answers:
            raise self.answers.pop(0)
        self.sent.append(sms)
        return Accepted("smsc", "77", self.cost)

    def prefer_after(self, name: str) -> SmsSender:
        self.preferred.append(name)
        return self

    async def status(self, gateway: str, provider_id: str, phone: str) -> DeliveryStatus:
        status = self.statuses.pop(0)
        if isinstance(status, SmsRefused):
            raise status
        return status


@dataclass
class FakeCaptchas:
    clock: FakeClock
    rows: dict[int, Captcha] = field(default_factory=dict)

    async def find(self, chat_id: int) -> Captcha | None:
        return self.rows.get(chat_id)

    async def confirm_send(self, captcha: Captcha, valid_until: datetime) -> None:
        if self.rows.get(captcha.chat_id) == captcha:
            self.rows[captcha.chat_id] = replace(captcha, valid_until=valid_until)

    def put(self, chat_id: int, answer: str) -> tuple[Write, ...]:
        return (self._save(Captcha(chat_id, self.clock.now, answer)),)

    def solve(self, captcha: Captcha, holds_until: datetime, checks: int) -> Write:
        solved = replace(captcha, tried=True, holds_until=holds_until, checks_left=checks)
        return self._save(solved)

    def use_up(self, chat_id: int) -> Write:
        def use() -> bool:
            captcha = self.rows[chat_id]
            self.rows[chat_id] = replace(captcha, checks_left=captcha.checks_left - 1)
            return captcha.checks_left > 0

        return Write(use, guarded=True)

    def forget(self, chat_id: int) -> Write:
        return Write(lambda: self.rows.pop(chat_id, None) is not None)

    def _save(self, captcha: Captcha) -> Write:
        def save() -> bool:
            self.rows[captcha.chat_id] = captcha
            return True

        return Write(save)
