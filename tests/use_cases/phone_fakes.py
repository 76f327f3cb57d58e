"""Control questions, requests to HR and the people who decide them, in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.use_cases.ports.hr import HrPerson
from bot.use_cases.ports.phone_requests import PhoneRequest, RequestState
from bot.use_cases.ports.storage import Write
from tests.conftest import FakeClock


@dataclass
class FakeQuestions:
    """Answers by question, of one row."""

    answers: dict[str, str] = field(default_factory=dict)
    compared: int = 0

    async def of(self, insured_id: int) -> tuple[str, ...]:
        return tuple(self.answers)

    async def are_right(self, insured_id: int, answers: Sequence[tuple[str, str]]) -> bool:
        self.compared += 1
        return dict(answers) == self.answers


@dataclass
class FakePhoneRequests:
    """Erased ones stay, without anything personal."""

    clock: FakeClock = field(default_factory=FakeClock)
    rows: list[PhoneRequest] = field(default_factory=list)

    def add(self, request: PhoneRequest) -> Write:
        def put() -> bool:
            self.rows.append(request)
            return True

        return Write(put)

    async def find(self, request_id: str) -> PhoneRequest | None:
        return next((row for row in self.rows if row.id == request_id and row.phone), None)

    async def of_chat(self, chat_id: int) -> PhoneRequest | None:
        of_chat = [row for row in self.rows if row.chat_id == chat_id]
        return of_chat[-1] if of_chat and of_chat[-1].phone else None

    async def open_for(self, user_id: int, policyholder: str) -> tuple[PhoneRequest, ...]:
        waiting = (row for row in self.rows if row.is_open(self.clock()))
        theirs = (row for row in waiting if row.policyholder == policyholder)
        return tuple(row for row in theirs if row.chat_id != user_id)

    async def about(self, insured_ids: Sequence[int]) -> tuple[PhoneRequest, ...]:
        return tuple(row for row in self.rows if row.insured_id in insured_ids and row.phone)

    async def elsewhere(self, insured_id: int, chat_id: int) -> tuple[PhoneRequest, ...]:
        others = (row for row in self.rows if row.insured_id == insured_id)
        return tuple(row for row in others if row.chat_id != chat_id and row.phone)

    def hold(self, insured_id: int) -> Write:
        return Write(lambda: True)

    def supersede(self, request_id: str) -> Write:
        return Write(
            lambda: self._change(
                lambda row: row.id == request_id, state=RequestState.REFUSED, phone="", name=""
            )
        )

    def confirm(self, request_id: str, by: int, until: datetime) -> Write:
        return self._decide(request_id, by, state=RequestState.CONFIRMED, expires_at=until)

    def refuse(self, request_id: str, by: int) -> Write:
        return self._decide(request_id, by, state=RequestState.REFUSED, phone="", name="")

    def unconfirm(self, by: int, policyholder: str) -> Write:
        """Nobody's word is kept by name here: whatever the company confirmed is taken back."""

        def take_back() -> bool:
            return self._change(
                lambda row: (
                    row.policyholder == policyholder and row.state is RequestState.CONFIRMED
                ),
                state=RequestState.REFUSED,
                phone="",
                name="",
            )

        return Write(take_back)

    def use(self, chat_id: int, insured_id: int) -> Write:
        def confirmed(row: PhoneRequest) -> bool:
            counts = row.state is RequestState.CONFIRMED and row.expires_at > self.clock()
            return counts and (row.chat_id, row.insured_id) == (chat_id, insured_id)

        def use() -> bool:
            left = [row for row in self.rows if not confirmed(row)]
            used, self.rows = len(left) < len(self.rows), left
            return used

        return Write(use, guarded=True)

    def withdraw(self, chat_id: int) -> Write:
        ended: dict[str, Any] = {"state": RequestState.WITHDRAWN, "phone": "", "name": ""}

        def withdraw() -> bool:
            return self._change(
                lambda row: row.chat_id == chat_id and row.state is RequestState.OPEN, **ended
            )

        return Write(withdraw)

    def forget(self, chat_id: int) -> Write:
        def forget() -> bool:
            self.rows = [row for row in self.rows if row.chat_id != chat_id]
            return True

        return Write(forget)

    def _decide(self, request_id: str, by: int, **values: Any) -> Write:
        def open_to(row: PhoneRequest) -> bool:
            return row.id == request_id and row.chat_id != by and row.is_open(self.clock())

        return Write(lambda: self._change(open_to, **values), guarded=True)

    def _change(self, wanted: Callable[[PhoneRequest], bool], **values: Any) -> bool:
        hit = [row for row in self.rows if wanted(row)]
        self.rows = [replace(row, **values) if row in hit else row for row in self.rows]
        return bool(hit)


@dataclass
class FakeHrPeople:
    """Who acts for whom."""

    roles: dict[int, tuple[str, ...]] = field(default_factory=dict)

    async def find(self, user_id: int) -> HrPerson | None:
        held = self.roles.get(user_id)
        return HrPerson(user_id, held) if held else None

    async def of(self, policyholder: str) -> tuple[int, ...]:
        return tuple(one for one, held in self.roles.items() if policyholder in held)

    def appoint(self, user_id: int, policyholder: str) -> tuple[Write, ...]:
        raise NotImplementedError

    def revoke(self, user_id: int, policyholder: str) -> Write:
        raise NotImplementedError
