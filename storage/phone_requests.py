"""Numbers that HR is asked to confirm, as rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, insert, select, update

from bot.use_cases.ports.phone_requests import PhoneRequest, RequestState
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.hr import acts_for
from storage.keys import Keyring
from storage.tables import insured
from storage.tables import phone_requests as table

PHONE, NAME = "phone request", "phone request name"
ERASED = {"phone_sealed": None, "name_sealed": None}
OPEN = table.c.state == RequestState.OPEN
COUNTING = (RequestState.OPEN, RequestState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class StoredPhoneRequests:
    """Implements `bot.use_cases.ports.phone_requests.PhoneRequests`."""

    database: Database
    keys: Keyring
    clock: Callable[[], datetime]

    def add(self, request: PhoneRequest) -> Write:
        row = {
            "id": request.id,
            "chat_id": request.chat_id,
            "insured_id": request.insured_id,
            "policyholder": request.policyholder,
            "phone_sealed": self.keys.seal(PHONE, request.id, request.phone),
            "name_sealed": self.keys.seal(NAME, request.id, request.name),
            "state": request.state,
            "created_at": request.created_at,
            "expires_at": request.expires_at,
        }
        return Write(insert(table).values(row))

    async def find(self, request_id: str) -> PhoneRequest | None:
        return await self._first(select(table).where(table.c.id == request_id))

    async def of_chat(self, chat_id: int) -> PhoneRequest | None:
        newest = select(table).where(table.c.chat_id == chat_id)
        return await self._first(newest.order_by(table.c.created_at.desc()).limit(1))

    async def open_for(self, user_id: int, policyholder: str) -> tuple[PhoneRequest, ...]:
        theirs = and_(table.c.policyholder == policyholder, table.c.chat_id != user_id)
        waiting = select(table).where(theirs, self._is_open())
        async with self.database.reading() as connection:
            rows = (await connection.execute(waiting.order_by(table.c.created_at))).all()
        return tuple(map(self._request, rows))

    async def about(self, insured_ids: Sequence[int]) -> tuple[PhoneRequest, ...]:
        found = select(table).where(table.c.insured_id.in_(insured_ids), self._counts())
        async with self.database.reading() as connection:
            rows = (await connection.execute(found.order_by(table.c.created_at))).all()
        return tuple(map(self._request, rows))

    async def elsewhere(self, insured_id: int, chat_id: int) -> tuple[PhoneRequest, ...]:
        others = and_(table.c.insured_id == insured_id, table.c.chat_id != chat_id)
        found = select(table).where(others, self._counts()).order_by(table.c.created_at)
        async with self.database.reading() as connection:
            rows = (await connection.execute(found)).all()
        return tuple(map(self._request, rows))

    def hold(self, insured_id: int) -> Write:
        """SQLite has one writer, and leaves FOR UPDATE out."""
        return Write(select(insured.c.id).where(insured.c.id == insured_id).with_for_update())

    def supersede(self, request_id: str) -> Write:
        here = and_(table.c.id == request_id, table.c.state.in_(COUNTING))
        values = {"state": RequestState.REFUSED, "decided_at": self.clock(), **ERASED}
        return Write(update(table).where(here).values(values))

    def confirm(self, request_id: str, by: int, until: datetime) -> Write:
        return self._decide(request_id, by, state=RequestState.CONFIRMED, expires_at=until)

    def refuse(self, request_id: str, by: int) -> Write:
        return self._decide(request_id, by, state=RequestState.REFUSED, **ERASED)

    def unconfirm(self, by: int, policyholder: str) -> Write:
        theirs = and_(table.c.decided_by == by, table.c.policyholder == policyholder)
        said = update(table).where(theirs, table.c.state == RequestState.CONFIRMED)
        return Write(said.values({"state": RequestState.REFUSED, **ERASED}))

    def use(self, chat_id: int, insured_id: int) -> Write:
        here = and_(table.c.chat_id == chat_id, table.c.insured_id == insured_id)
        counts = and_(table.c.state == RequestState.CONFIRMED, table.c.expires_at > self.clock())
        return Write(delete(table).where(here, counts), guarded=True)

    def withdraw(self, chat_id: int) -> Write:
        values = {"state": RequestState.WITHDRAWN, "decided_at": self.clock(), **ERASED}
        return Write(update(table).where(table.c.chat_id == chat_id, OPEN).values(values))

    def forget(self, chat_id: int) -> Write:
        return Write(delete(table).where(table.c.chat_id == chat_id))

    def _decide(self, request_id: str, by: int, **values: Any) -> Write:
        """The statement itself sees to it that only HR in office decides, and nobody's own."""
        acts = acts_for(by, table.c.policyholder)
        theirs = and_(table.c.id == request_id, table.c.chat_id != by, acts)
        decided = {"decided_by": by, "decided_at": self.clock()}
        waiting = update(table).where(theirs, self._is_open())
        return Write(waiting.values({**values, **decided}), guarded=True)

    def _counts(self) -> ColumnElement[bool]:
        return and_(table.c.state.in_(COUNTING), table.c.expires_at > self.clock())

    def _is_open(self) -> ColumnElement[bool]:
        return and_(OPEN, table.c.expires_at > self.clock())

    async def _first(self, found: Select[Any]) -> PhoneRequest | None:
        async with self.database.reading() as connection:
            row = (await connection.execute(found)).one_or_none()
        return None if row is None or row.phone_sealed is None else self._request(row)

    def _request(self, row: Row[Any]) -> PhoneRequest:
        return PhoneRequest(
            id=row.id,
            chat_id=row.chat_id,
            insured_id=row.insured_id,
            policyholder=row.policyholder,
            phone=self.keys.open(PHONE, row.id, row.phone_sealed),
            name=self.keys.open(NAME, row.id, row.name_sealed),
            state=RequestState(row.state),
            created_at=row.created_at,
            expires_at=row.expires_at,
        )
