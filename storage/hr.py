"""HR people, their one-time links, and the policyholders of the registry as rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, insert, select, update

from bot.domain.spelling import skeleton
from bot.use_cases.ports.hr import HrLink, HrPerson
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.tables import hr_links, hr_people, insured


@dataclass(frozen=True, slots=True)
class StoredHrLinks:
    """Implements `bot.use_cases.ports.hr.HrLinks`."""

    database: Database
    clock: Callable[[], datetime]

    def add(self, link: HrLink) -> Write:
        row = {
            "token_sha256": link.token_sha256,
            "policyholder": link.policyholder,
            "created_by": link.created_by,
            "created_at": self.clock(),
            "expires_at": link.expires_at,
        }
        return Write(insert(hr_links).values(row))

    async def open_one(self, token_sha256: bytes) -> HrLink | None:
        table = hr_links.c
        columns = (table.token_sha256, table.policyholder, table.created_by, table.expires_at)
        found = select(*columns).where(table.token_sha256 == token_sha256, self._is_open())
        async with self.database.reading() as connection:
            row = (await connection.execute(found)).one_or_none()
        return None if row is None else HrLink(*row)

    def use(self, link: HrLink, user_id: int) -> Write:
        here = (hr_links.c.token_sha256 == link.token_sha256, self._is_open())
        values = {"used_by": user_id, "used_at": self.clock()}
        return Write(update(hr_links).where(*here).values(values), guarded=True)

    def revoke_all(self, policyholder: str) -> Write:
        here = (hr_links.c.policyholder == policyholder, self._is_open())
        return Write(update(hr_links).where(*here).values(revoked_at=self.clock()))

    def _is_open(self) -> ColumnElement[bool]:
        table = hr_links.c
        unused = and_(table.used_at.is_(None), table.revoked_at.is_(None))
        return and_(unused, table.expires_at > self.clock())


@dataclass(frozen=True, slots=True)
class StoredHrPeople:
    """Implements `bot.use_cases.ports.hr.HrPeople`."""

    database: Database
    clock: Callable[[], datetime]

    async def find(self, user_id: int) -> HrPerson | None:
        table = hr_people.c
        found = select(table.policyholder).where(table.user_id == user_id, _IN_OFFICE)
        async with self.database.reading() as connection:
            names = (await connection.scalars(found.order_by(table.policyholder))).all()
        return HrPerson(user_id, tuple(names)) if names else None

    async def of(self, policyholder: str) -> tuple[int, ...]:
        table = hr_people.c
        found = select(table.user_id).where(table.policyholder == policyholder, _IN_OFFICE)
        async with self.database.reading() as connection:
            return tuple(await connection.scalars(found.order_by(table.since, table.user_id)))

    async def everybody(self) -> frozenset[int]:
        """Return all who act for anybody."""
        async with self.database.reading() as connection:
            found = select(hr_people.c.user_id).distinct().where(_IN_OFFICE)
            return frozenset(await connection.scalars(found))

    async def former(self) -> frozenset[int]:
        """Return all who once did, and act for nobody any more."""
        async with self.database.reading() as connection:
            every = frozenset(await connection.scalars(select(hr_people.c.user_id).distinct()))
        return every - await self.everybody()

    def appoint(self, user_id: int, policyholder: str) -> tuple[Write, ...]:
        row = {"user_id": user_id, "policyholder": policyholder, "since": self.clock()}
        former = delete(hr_people).where(*_role(user_id, policyholder))
        return Write(former), Write(insert(hr_people).values(row))

    def revoke(self, user_id: int, policyholder: str) -> Write:
        held = update(hr_people).where(*_role(user_id, policyholder), _IN_OFFICE)
        return Write(held.values(revoked_at=self.clock()), guarded=True)


_IN_OFFICE = hr_people.c.revoked_at.is_(None)


def acts_for(user_id: int, policyholder: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether somebody is HR of the policyholder of a row: part of whatever HR alone may write."""
    role = (hr_people.c.user_id == user_id, hr_people.c.policyholder == policyholder)
    return exists().where(*role, _IN_OFFICE)


def _role(user_id: int, policyholder: str) -> tuple[ColumnElement[bool], ...]:
    return (hr_people.c.user_id == user_id, hr_people.c.policyholder == policyholder)


@dataclass(frozen=True, slots=True)
class StoredPolicyholders:
    """Implements `bot.use_cases.ports.hr.Policyholders`."""

    database: Database

    async def named_like(self, text: str) -> tuple[str, ...]:
        sought = skeleton(text)
        kept = select(insured.c.policyholder).distinct().where(insured.c.ended_at.is_(None))
        async with self.database.reading() as connection:
            names = sorted(await connection.scalars(kept))
        spelt = {name: skeleton(name) for name in names}
        same = tuple(name for name in names if spelt[name] == sought)
        return same or tuple(name for name in names if sought and sought in spelt[name])
