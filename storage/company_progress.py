"""How far a company's people are, counted by indexes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, distinct, exists, func, select

from bot.domain.person import Role
from bot.use_cases.ports.company_progress import Headcount
from storage.engine import Database
from storage.tables import account_insured, accounts, attributions, conversations, insured


@dataclass(frozen=True, slots=True)
class StoredHeadcounts:
    """Implements `bot.use_cases.ports.company_progress.Headcounts`."""

    database: Database

    async def of(self, policyholder: str, today: date) -> Headcount:
        people = _in_force(policyholder, today)
        activated = accounts.c.activated_at.is_not(None)
        numbers = (
            select(func.count()).select_from(insured).where(people),
            _begun(policyholder),
            _registered(people),
            _registered(and_(people, activated)),
        )
        async with self.database.reading() as connection:
            row = await connection.execute(select(*(one.scalar_subquery() for one in numbers)))
        every, begun, registered, done = row.one()
        return Headcount(every, begun, registered - done, done)


@dataclass(frozen=True, slots=True)
class StoredHrContacts:
    """Implements `bot.use_cases.ports.company_progress.HrContacts`."""

    database: Database

    async def of(self, policyholder: str) -> str | None:
        table = insured.c
        named = (table.policyholder == policyholder, table.hr_contact.is_not(None))
        by_count = (
            select(table.hr_contact)
            .where(*named, table.ended_at.is_(None))
            .group_by(table.hr_contact)
            .order_by(func.count().desc(), table.hr_contact)
            .limit(1)
        )
        async with self.database.reading() as connection:
            contact: str | None = await connection.scalar(by_count)
        return contact


def _in_force(policyholder: str, today: date) -> ColumnElement[bool]:
    table = insured.c
    return and_(
        table.policyholder == policyholder,
        table.role == Role.INSURED,
        table.ended_at.is_(None),
        table.valid_from <= today,
        table.valid_to >= today,
    )


def _begun(policyholder: str) -> Select[Any]:
    """Where the account exists, the person is counted by it."""
    waits = exists().where(
        accounts.c.chat_id == attributions.c.chat_id, accounts.c.activated_at.is_(None)
    )
    return (
        select(func.count())
        .select_from(attributions.join(conversations, _same_chat()))
        .where(attributions.c.policyholder == policyholder, conversations.c.step.is_not(None))
        .where(~waits)
    )


def _same_chat() -> ColumnElement[bool]:
    return conversations.c.chat_id == attributions.c.chat_id


def _registered(people: ColumnElement[bool]) -> Select[Any]:
    """An account that was replaced before its activation counts its person once."""
    holds = insured.join(account_insured, account_insured.c.insured_id == insured.c.id)
    held = holds.join(accounts, accounts.c.id == account_insured.c.account_id)
    return select(func.count(distinct(insured.c.id))).select_from(held).where(people)
