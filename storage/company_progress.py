"""How far a company's people are, counted by indexes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, distinct, exists, func, select

from bot.domain.person import Role
from bot.use_cases.ports.company_progress import Headcount
from storage.engine import Database
from storage.registry import in_force
from storage.tables import account_insured, accounts, attributions, conversations, insured


@dataclass(frozen=True, slots=True)
class StoredHeadcounts:
    """Implements `bot.use_cases.ports.company_progress.Headcounts`."""

    database: Database

    async def of(self, policyholder: str, today: date) -> Headcount:
        people = _employees(policyholder, today)
        every = select(func.count()).select_from(insured).where(people)
        async with self.database.reading() as connection:
            total = await connection.scalar(every) or 0
            begun = await connection.scalar(_begun(policyholder)) or 0
            registered, done = (await connection.execute(_registered(people))).one()
        return Headcount(total, begun, registered - done, done)


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


def _employees(policyholder: str, today: date) -> ColumnElement[bool]:
    theirs = (insured.c.policyholder == policyholder, insured.c.role == Role.INSURED)
    return and_(*theirs, in_force(today))


def _begun(policyholder: str) -> Select[int]:
    """Where there is an account, the person is counted by it."""
    table = attributions.c
    registered = exists().where(accounts.c.chat_id == table.chat_id)
    return (
        select(func.count())
        .join_from(attributions, conversations, conversations.c.chat_id == table.chat_id)
        .where(table.policyholder == policyholder, conversations.c.step.is_not(None))
        .where(~registered)
    )


def _registered(people: ColumnElement[bool]) -> Select[int, int]:
    """Count people with an account, and with an activated one, each of them once."""
    holds = insured.join(account_insured, account_insured.c.insured_id == insured.c.id)
    held = holds.join(accounts, accounts.c.id == account_insured.c.account_id)
    activated = case((accounts.c.activated_at.is_not(None), insured.c.id))
    counted = (func.count(distinct(insured.c.id)), func.count(distinct(activated)))
    return select(*counted).select_from(held).where(people)
