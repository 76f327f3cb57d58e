"""Counts as rows that are added to: one statement counts, two read whatever the time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, bindparam, func, select, text

from bot.domain.moscow import today
from bot.use_cases.ports.storage import Write
from bot.use_cases.ports.tallies import EVERYTHING, CampaignTotal, Count, Source, Total, Totals
from storage.engine import Database
from storage.tables import invitations
from storage.tables import tallies as table

ALL = ""
"""The policyholder of rows that count everything."""
SUMS = (func.sum(table.c.count).label("count"), func.sum(table.c.amount).label("amount"))
OF_ALL = "SELECT :day, :what{0}, '', '', :bucket{0}, 1, :amount{0}"
OF_LINK = """
SELECT :day, :what{0}, policyholder, invitation_id, :bucket{0}, 1, :amount{0}
FROM attributions WHERE chat_id = :chat_id AND invitation_id IS NOT NULL
"""
OF_PERSON = """
SELECT :day, :what{0}, insured.policyholder, coalesce(attributions.invitation_id, ''),
    :bucket{0}, 1, :amount{0}
FROM insured LEFT JOIN attributions ON attributions.chat_id = :chat_id
WHERE insured.id = :insured_id AND insured.policyholder <> ''
"""
ADD = """
INSERT INTO tallies (day, what, policyholder, invitation_id, bucket, count, amount)
{rows}
ON CONFLICT (day, what, policyholder, invitation_id, bucket) DO UPDATE
SET count = tallies.count + excluded.count, amount = tallies.amount + excluded.amount
"""
"""Written out: building it anew takes longer than carrying it out, and every update counts."""
TYPES = {
    "what": table.c.what.type,
    "bucket": table.c.bucket.type,
    "amount": table.c.amount.type,
}


@dataclass(frozen=True, slots=True)
class StoredTallies:
    """Implements `bot.use_cases.ports.tallies.Tally` and `Tallies`.

    Rows of one statement are taken in the order of the key, those of everything first, so that no
    two statements wait for each other.
    """

    database: Database
    clock: Callable[[], datetime]

    def add(self, source: Source, *counts: Count) -> Write:
        given: dict[str, Any] = {"day": today(self.clock()), "chat_id": source.chat_id}
        if source.insured_id is not None:
            given["insured_id"] = source.insured_id
        ordered = sorted(counts, key=lambda one: (one.what, one.bucket))
        for number, one in enumerate(ordered):
            given[f"what{number}"] = str(one.what)
            given[f"bucket{number}"] = one.bucket
            given[f"amount{number}"] = one.amount
        statement = _adding(len(counts), known=source.insured_id is not None)
        return Write(statement.bindparams(**given))

    async def read(
        self, days: Sequence[date], policyholders: Sequence[str], compared: Sequence[str]
    ) -> Totals:
        async with self.database.reading() as connection:
            every = (await connection.execute(totals_of(days, policyholders or [ALL]))).all()
            found = await connection.execute(totals_by_campaign(days, policyholders, compared))
            by_campaign = found.all()
        return Totals(
            [Total(row.what, row.bucket, int(row.count), int(row.amount)) for row in every],
            [_campaign_total(row) for row in by_campaign],
        )


@cache
def _adding(counts: int, *, known: bool) -> TextClause:
    """Make the statement for so many events of a person who is known, or of a conversation."""
    of_company = OF_PERSON if known else OF_LINK
    rows = [part.format(number) for part in (OF_ALL, of_company) for number in range(counts)]
    binds = [
        bindparam(f"{name}{number}", type_=kind)
        for name, kind in TYPES.items()
        for number in range(counts)
    ]
    statement = text(ADD.format(rows="\nUNION ALL\n".join(rows)))
    return statement.bindparams(bindparam("day", type_=table.c.day.type), *binds)


def totals_of(days: Sequence[date], policyholders: Sequence[str]) -> Select[Any]:
    """Name every value of the first columns of the key: so only rows that are wanted are read."""
    wanted = (
        table.c.day.in_(days),
        table.c.what.in_(EVERYTHING),
        table.c.policyholder.in_(policyholders),
    )
    summed = select(table.c.what, table.c.bucket, *SUMS).where(*wanted)
    return summed.group_by(table.c.what, table.c.bucket)


def totals_by_campaign(
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
