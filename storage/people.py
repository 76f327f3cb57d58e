"""How far people are, looked up by what they are known under."""

import asyncio
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    union,
)

from bot.domain.moscow import today
from bot.domain.policy import candidate_spellings
from bot.form.draft import Draft
from bot.use_cases.ports.jobs import JobState
from bot.use_cases.ports.people import (
    GROUP_NAMED,
    MAIL_REFUSED,
    Group,
    MailSeen,
    SmsSeen,
    Stage,
    Traces,
)
from bot.use_cases.ports.phone_requests import RequestState
from storage.conversations import Conversations
from storage.engine import Database
from storage.keys import Keyring
from storage.pins import PURPOSE as PIN_PHONE
from storage.registry import PHONE, PHONE_SEALED, of_row
from storage.registry_import import POLICY, ROW
from storage.tables import (
    account_insured,
    accounts,
    activations,
    insured,
    jobs,
    phone_requests,
    pins,
    sms,
)

ROWS_AT_ONCE = 2_000
"""Rows whose digests are compared in a thread, while the loop serves everybody else."""


@dataclass(frozen=True, slots=True)
class StoredPeople:
    """Implements `bot.use_cases.ports.people.People`."""

    database: Database
    keys: Keyring
    conversations: Conversations
    clock: Callable[[], datetime]

    async def with_phone(self, phone: str) -> Group:
        proved = select(pins.c.insured_id).where(
            pins.c.phone_digest.in_(self.keys.digests(PIN_PHONE, phone))
        )
        numbered = select(insured.c.id, insured.c.phone_digest).where(
            insured.c.phone_digest.is_not(None)
        )
        found: set[int] = set()
        async with self.database.reading() as connection:
            found.update(await connection.scalars(proved))
            rows = await connection.stream(numbered)
            async for part in rows.partitions(ROWS_AT_ONCE):
                found.update(await asyncio.to_thread(self._with_number, part, phone))
        return await self._group(insured.c.id.in_(sorted(found)))

    async def with_policy(self, number: str) -> Group:
        exact, *others = candidate_spellings(number)
        group = await self._of_policies([exact])
        return group if group.size else await self._of_policies(others)

    async def traces(self, insured_ids: Sequence[int]) -> Traces:
        own = select(account_insured.c.account_id).where(
            account_insured.c.insured_id.in_(insured_ids)
        )
        pending = (
            select(accounts.c.id)
            .where(accounts.c.id.in_(own), accounts.c.activated_at.is_(None))
            .order_by(accounts.c.created_at.desc())
        )
        async with self.database.reading() as connection:
            numbers = await connection.execute(_numbers(insured_ids))
            last_sms = (await connection.execute(_last_sms(insured_ids))).one_or_none()
            last_mail = (await connection.execute(_last_mail(pending))).one_or_none()
            proved = set(await connection.scalars(_own_chats(insured_ids, own)))
            typed = set(await connection.scalars(_chats(insured_ids)))
            return Traces(
                own_chats=tuple(sorted(proved)),
                chats=tuple(sorted(typed - proved)),
                pending=tuple(await connection.scalars(pending)),
                phones=tuple(sorted({self.keys.open(PHONE_SEALED, *row) for row in numbers})),
                sms=None if last_sms is None else SmsSeen(*last_sms),
                mail=None if last_mail is None else MailSeen(*last_mail),
            )

    async def rows_of_chat(self, chat_id: int) -> tuple[int, ...]:
        async with self.database.reading() as connection:
            return tuple(sorted(await connection.scalars(rows_of_chat(chat_id))))

    async def rows_with_keys(self, keys: Sequence[str]) -> frozenset[int]:
        sought = [digest for key in keys for digest in self.keys.digests(ROW, key)]
        found = select(insured.c.id).where(insured.c.row_digest.in_(sought))
        async with self.database.reading() as connection:
            return frozenset(await connection.scalars(found))

    async def draft_of(self, chat_id: int) -> Draft | None:
        conversation = await self.conversations.load(chat_id)
        if conversation.version == 0:
            return None
        return Draft.from_json(conversation.draft) if conversation.draft else Draft()

    def _with_number(self, rows: Sequence[Row[int, bytes]], phone: str) -> list[int]:
        return [insured_id for insured_id, digest in rows if self._fits(insured_id, digest, phone)]

    def _fits(self, insured_id: int, digest: bytes, phone: str) -> bool:
        digests = self.keys.digests(PHONE, of_row(insured_id, phone))
        return any(hmac.compare_digest(digest, one) for one in digests)

    async def _of_policies(self, spellings: Sequence[str]) -> Group:
        sought = [one for spelling in spellings for one in self.keys.digests(POLICY, spelling)]
        return await self._group(insured.c.policy_digest.in_(sought))

    async def _group(self, here: ColumnElement[bool]) -> Group:
        stage = _stage(today(self.clock()))
        counted = select(stage, func.count()).where(here).group_by(stage)
        named = select(insured.c.id).where(here).order_by(insured.c.id).limit(GROUP_NAMED)
        asked = select(func.count()).where(
            phone_requests.c.insured_id.in_(select(insured.c.id).where(here)),
            phone_requests.c.state == RequestState.OPEN,
            phone_requests.c.expires_at > self.clock(),
        )
        async with self.database.reading() as connection:
            stages = {Stage(row[0]): row[1] for row in await connection.execute(counted)}
            ids = tuple(await connection.scalars(named))
            return Group(ids, stages, await connection.scalar(asked) or 0)


def rows_of_chat(chat_id: int) -> CompoundSelect[int]:
    """Select the rows of the registry that a chat has shown to be its own."""
    own = select(accounts.c.id).where(accounts.c.chat_id == chat_id)
    return union(
        select(account_insured.c.insured_id).where(account_insured.c.account_id.in_(own)),
        select(pins.c.insured_id).where(pins.c.chat_id == chat_id),
        select(phone_requests.c.insured_id).where(phone_requests.c.chat_id == chat_id),
    )


def _stage(day: Any) -> ColumnElement[str]:
    def has_account(*states: ColumnElement[bool]) -> ColumnElement[bool]:
        own = (account_insured.c.insured_id == insured.c.id,)
        joined = (accounts.c.id == account_insured.c.account_id,)
        return exists().where(*own, *joined, *states)

    return case(
        (or_(insured.c.ended_at.is_not(None), insured.c.valid_to < day), Stage.ENDED.value),
        (has_account(accounts.c.activated_at.is_not(None)), Stage.ACTIVATED.value),
        (has_account(), Stage.WAITING.value),
        else_=Stage.NOT_BEGUN.value,
    )


def _numbers(insured_ids: Sequence[int]) -> Any:
    return select(insured.c.id, insured.c.phone_sealed).where(
        insured.c.id.in_(insured_ids), insured.c.phone_sealed.is_not(None)
    )


def _own_chats(insured_ids: Sequence[int], own_accounts: Any) -> Any:
    confirmed = and_(pins.c.insured_id.in_(insured_ids), pins.c.used_at.is_not(None))
    return union(
        select(accounts.c.chat_id).where(accounts.c.id.in_(own_accounts)),
        select(pins.c.chat_id).where(confirmed),
    )


def _chats(insured_ids: Sequence[int]) -> Any:
    return union(
        select(pins.c.chat_id).where(pins.c.insured_id.in_(insured_ids)),
        select(phone_requests.c.chat_id).where(phone_requests.c.insured_id.in_(insured_ids)),
    )


def _last_sms(insured_ids: Sequence[int]) -> Any:
    return (
        select(sms.c.at, sms.c.handover, sms.c.status)
        .join(pins, pins.c.id == sms.c.challenge_id)
        .where(pins.c.insured_id.in_(insured_ids))
        .order_by(sms.c.id.desc())
        .limit(1)
    )


def _last_mail(pending: Any) -> Any:
    refused = and_(jobs.c.state == JobState.DONE, jobs.c.error.is_not(None))
    return (
        select(case((refused, MAIL_REFUSED), else_=jobs.c.state), activations.c.expires_at)
        .join(jobs, jobs.c.dedupe_key == "mail:" + activations.c.id)
        .where(activations.c.account_id.in_(pending), activations.c.ended_at.is_(None))
        .order_by(activations.c.created_at.desc())
        .limit(1)
    )
