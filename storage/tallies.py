"""Counts as rows that are added to: one statement counts, two read whatever the time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.moscow import today
from bot.use_cases.ports.storage import Write
from bot.use_cases.ports.tallies import EVERYTHING, CampaignTotal, Count, Source, Total, Totals
from storage.engine import Database
from storage.tables import attributions, insured, invitations
from storage.tables import tallies as table

ALL = ""
"""The policyholder of rows that count everything."""
NO_LINK = ""
SUMS = (func.sum(table.c.count).label("count"), func.sum(table.c.amount).label("amount"))


@dataclass(frozen=True, slots=True)
class StoredTallies:
    """Implements `bot.use_cases.ports.tallies.Tally` and `Tallies`.

    Rows of one statement are taken in the order of the key, those of everything first, so that no
    two statements wait for each other.
    """

    database: Database
    clock: Callable[[], datetime]

    def add(self, source: Source, *counts: Count) -> Write:
        day = today(self.clock())
        ordered = sorted(counts, key=lambda one: (one.what, one.bucket))
        everything = [_row(day, one, literal(ALL), literal(NO_LINK)) for one in ordered]
        of_company = [_row_of_company(day, one, source) for one in ordered]
        return Write(self._add(union_all(*everything, *of_company)))

    async def read(
        self, days: Sequence[date], policyholders: Sequence[str], compared: Sequence[str]
    ) -> Totals:
        async with self.database.reading() as connection:
            every = (await connection.execute(_every(days, policyholders or [ALL]))).all()
            found = await connection.execute(_by_campaign(days, policyholders, compared))
            by_campaign = found.all()
        return Totals(
            [Total(row.what, row.bucket, int(row.count), int(row.amount)) for row in every],
            [_campaign_total(row) for row in by_campaign],
        )

    def _add(self, rows: Any) -> Any:
        dialect = sqlite if self.database.is_sqlite else postgresql
        insert: Any = dialect.insert(table)
        new = insert.from_select(list(table.c.keys()), rows)
        return new.on_conflict_do_update(
            index_elements=list(table.primary_key.columns),
            set_={
                "count": table.c.count + new.excluded.count,
                "amount": table.c.amount + new.excluded.amount,
            },
        )


def _row(
    day: date, count: Count, policyholder: ColumnElement[str], invitation: ColumnElement[Any]
) -> Select[Any]:
    return select(
        literal(day, Date).label("day"),
        literal(count.what).label("what"),
        policyholder.label("policyholder"),
        invitation.label("invitation_id"),
        literal(count.bucket, table.c.bucket.type).label("bucket"),
        literal(1, table.c.count.type).label("count"),
        literal(count.amount, table.c.amount.type).label("amount"),
    )


def _row_of_company(day: date, count: Count, source: Source) -> Select[Any]:
    """Select nothing where no company is known."""
    came_by = attributions.c
    link = and_(came_by.chat_id == source.chat_id, came_by.invitation_id.is_not(None))
    if source.insured_id is None:
        return _row(day, count, came_by.policyholder, came_by.invitation_id).where(link)
    invitation = select(came_by.invitation_id).where(link).scalar_subquery()
    person = (insured.c.id == source.insured_id, insured.c.policyholder != ALL)
    return _row(
        day, count, insured.c.policyholder, func.coalesce(invitation, literal(NO_LINK))
    ).where(*person)


def _every(days: Sequence[date], policyholders: Sequence[str]) -> Select[Any]:
    """Name every value of the first columns of the key: so only rows that are wanted are read."""
    wanted = (
        table.c.day.in_(days),
        table.c.what.in_(EVERYTHING),
        table.c.policyholder.in_(policyholders),
    )
    summed = select(table.c.what, table.c.bucket, *SUMS).where(*wanted)
    return summed.group_by(table.c.what, table.c.bucket)


def _by_campaign(
    days: Sequence[date], policyholders: Sequence[str], compared: Sequence[str]
) -> Select[Any]:
    whose = table.c.policyholder.in_(policyholders) if policyholders else _of_companies()
    group = (table.c.policyholder, table.c.invitation_id, table.c.what)
    wanted = (table.c.day.in_(days), table.c.what.in_(compared), whose)
    summed = select(*group, *SUMS).where(*wanted).group_by(*group).subquery()
    came_by = summed.outerjoin(invitations, invitations.c.id == summed.c.invitation_id)
    campaign = func.coalesce(invitations.c.campaign, "").label("campaign")
    return select(*summed.c, campaign).select_from(came_by)


def _of_companies() -> ColumnElement[bool]:
    return table.c.policyholder > ALL


def _campaign_total(row: Any) -> CampaignTotal:
    return CampaignTotal(
        policyholder=row.policyholder,
        invitation_id=row.invitation_id,
        campaign=row.campaign,
        what=row.what,
        count=int(row.count),
        amount=int(row.amount),
    )
