"""Everything that is held about the person of one chat, over all tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    select,
    union,
    update,
)

from bot.use_cases.ports.consents import ConsentKind
from bot.use_cases.ports.jobs import JobState
from bot.use_cases.ports.personal_data import Held, HeldAccount, HeldConsent, HeldRequest
from bot.use_cases.ports.phone_requests import RequestState
from bot.use_cases.ports.storage import Write
from storage.accounts import EMAIL, PHONE
from storage.engine import Database
from storage.keys import Keyring
from storage.tables import (
    account_insured,
    accounts,
    activations,
    attributions,
    captchas,
    consents,
    conversations,
    hr_links,
    hr_people,
    jobs,
    pending_passwords,
    personal_messages,
    phone_requests,
    pins,
    sms,
    withdrawn_consents,
)

SUBJECT = "withdrawn consent"


@dataclass(frozen=True, slots=True)
class Owned:
    """Rows that belong to one person, and when each was written."""

    whose: Column[Any]
    at: Column[Any]

    @property
    def table(self) -> Table:
        return self.whose.table

    def of(self, chat_id: int, before: datetime) -> ColumnElement[bool]:
        return and_(self.whose == chat_id, self.at < before)


PINS = Owned(pins.c.chat_id, pins.c.created_at)
ATTRIBUTION = Owned(attributions.c.chat_id, attributions.c.at)
CONSENTS = Owned(consents.c.chat_id, consents.c.at)
ROLES = Owned(hr_people.c.user_id, hr_people.c.since)
OWNED = (
    Owned(captchas.c.chat_id, captchas.c.drawn_at),
    PINS,
    Owned(pending_passwords.c.chat_id, pending_passwords.c.at),
    Owned(phone_requests.c.chat_id, phone_requests.c.created_at),
    ATTRIBUTION,
    Owned(activations.c.chat_id, activations.c.created_at),
    Owned(accounts.c.chat_id, accounts.c.created_at),
    CONSENTS,
    ROLES,
)
"""In the order in which they go: links before accounts, as everybody does who writes both, and
accounts before the consents that they rest on."""
BEGUN = (CONSENTS, ATTRIBUTION, ROLES)
"""What somebody who came back has before anything else."""


@dataclass(frozen=True, slots=True)
class StoredPersonalData:
    """Implements `bot.use_cases.ports.personal_data`."""

    database: Database
    keys: Keyring

    async def held(self, chat_id: int) -> Held:
        came_by = await self._rows(select(attributions).where(attributions.c.chat_id == chat_id))
        acts_for = select(hr_people.c.policyholder).where(
            hr_people.c.user_id == chat_id, hr_people.c.revoked_at.is_(None)
        )
        return Held(
            accounts=await self._accounts(chat_id),
            insured_ids=[row.insured_id for row in await self._rows(_insured(chat_id))],
            consents=await self._consents(chat_id),
            requests=await self._requests(chat_id),
            messages=(await self._rows(_messages(chat_id)))[0].messages,
            employer=came_by[0].policyholder if came_by else None,
            invited=bool(came_by) and came_by[0].invitation_id is not None,
            acts_for=[row.policyholder for row in await self._rows(acts_for)],
        )

    def erase(self, chat_id: int, before: datetime) -> tuple[Write, ...]:
        statements = [
            _unlink_sms(chat_id, before),
            self._keep_as_proof(chat_id, before),
            *(delete(one.table).where(one.of(chat_id, before)) for one in OWNED),
            update(hr_links).where(hr_links.c.used_by == chat_id).values(used_by=null()),
            update(phone_requests)
            .where(phone_requests.c.decided_by == chat_id)
            .values(decided_by=null()),
            delete(jobs).where(_idle_jobs(chat_id, before)),
        ]
        return tuple(map(Write, statements))

    async def remaining(self, chat_id: int, before: datetime) -> tuple[str, ...]:
        left = [one for one in OWNED if await self._has(one.of(chat_id, before))]
        return tuple(one.table.name for one in left)

    async def is_back(self, chat_id: int, since: datetime) -> bool:
        begun = [await self._has(and_(one.whose == chat_id, one.at >= since)) for one in BEGUN]
        return any(begun)

    async def version(self, chat_id: int) -> int:
        table = conversations.c
        [row] = await self._rows(select(table.version).where(table.chat_id == chat_id))
        return int(row.version)

    def empty_conversation(self, chat_id: int, version: int) -> tuple[Write, ...]:
        table = conversations.c
        unmoved = (table.chat_id == chat_id, table.version == version)
        emptied = {"step": null(), "draft_sealed": null(), "update_ids": [], "prompt_id": null()}
        nothing = update(conversations).where(*unmoved).values(**emptied, version=version + 1)
        its_messages = personal_messages.c.chat_id == chat_id
        return (
            Write(nothing, guarded=True),
            Write(delete(personal_messages).where(its_messages)),
        )

    def _keep_as_proof(self, chat_id: int, before: datetime) -> Any:
        """Whoever knows the chat and the key finds the proof; from the proof nobody is found."""
        kept = withdrawn_consents.c
        same = [consents.c[name] for name in ("id", "kind", "version", "sha256", "role", "at")]
        subject = literal(self.keys.digest(SUBJECT, str(chat_id)), kept.subject_digest.type)
        rows = select(*same, subject, literal(before, kept.withdrawn_at.type))
        columns = [*(one.name for one in same), "subject_digest", "withdrawn_at"]
        given = rows.where(CONSENTS.of(chat_id, before))
        return insert(withdrawn_consents).from_select(columns, given)

    async def _accounts(self, chat_id: int) -> list[HeldAccount]:
        served = select(func.count()).where(account_insured.c.account_id == accounts.c.id)
        rows = select(accounts, served.scalar_subquery().label("people"))
        return [
            HeldAccount(
                id=row.id,
                email=self.keys.open(EMAIL, row.id, row.email_sealed),
                phone=self.keys.open(PHONE, row.id, row.phone_sealed),
                created_at=row.created_at,
                activated_at=row.activated_at,
                people=row.people,
            )
            for row in await self._rows(rows.where(accounts.c.chat_id == chat_id))
        ]

    async def _consents(self, chat_id: int) -> list[HeldConsent]:
        rows = select(consents).where(consents.c.chat_id == chat_id).order_by(consents.c.at)
        return [
            HeldConsent(ConsentKind(row.kind), row.version, row.at)
            for row in await self._rows(rows)
        ]

    async def _requests(self, chat_id: int) -> list[HeldRequest]:
        rows = select(phone_requests).where(phone_requests.c.chat_id == chat_id)
        return [
            HeldRequest(row.policyholder, RequestState(row.state), row.created_at)
            for row in await self._rows(rows.order_by(phone_requests.c.created_at))
        ]

    async def _rows(self, those: Any) -> Sequence[Any]:
        async with self.database.reading() as connection:
            return (await connection.execute(those)).all()

    async def _has(self, rows: ColumnElement[bool]) -> bool:
        [found] = await self._rows(select(exists().where(rows)))
        return bool(found[0])


def _unlink_sms(chat_id: int, before: datetime) -> Any:
    """What became of a message stays for the statistics: not whose it was, nor its id outside."""
    its_pins = select(pins.c.id).where(PINS.of(chat_id, before))
    sent = update(sms).where(sms.c.challenge_id.in_(its_pins))
    return sent.values(challenge_id=null(), provider_id=null())


def _insured(chat_id: int) -> Any:
    served = (
        select(account_insured.c.insured_id)
        .join(accounts, accounts.c.id == account_insured.c.account_id)
        .where(accounts.c.chat_id == chat_id)
    )
    proved = select(pins.c.insured_id).where(
        pins.c.chat_id == chat_id, pins.c.used_at.is_not(None)
    )
    vouched_for = select(phone_requests.c.insured_id).where(
        phone_requests.c.chat_id == chat_id, phone_requests.c.state == RequestState.CONFIRMED
    )
    return union(served, proved, vouched_for)


def _messages(chat_id: int) -> Select[Any]:
    counted = select(func.count().label("messages"))
    return counted.where(personal_messages.c.chat_id == chat_id)


def _idle_jobs(chat_id: int, before: datetime) -> ColumnElement[bool]:
    mine = and_(jobs.c.person == chat_id, jobs.c.created_at < before)
    return and_(mine, jobs.c.state != JobState.DOING)
