"""Two people who have left traces in every table."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from bot.domain.pin import PinChallenge
from bot.form.draft import Adding
from bot.use_cases.administration.subjects_of_audit import about_rows, chat_of_audit
from bot.use_cases.family.add_insured import AddInsured
from bot.use_cases.own_data.check_erasure import CheckErasure
from bot.use_cases.own_data.forget_person import ForgetPerson
from bot.use_cases.ports.audit import Act, AuditEntry
from bot.use_cases.ports.invitations import Attribution
from bot.use_cases.ports.jobs import Ended, JobKind, NewJob
from bot.use_cases.ports.phone_requests import PhoneRequest, RequestState
from bot.use_cases.ports.sms_log import Handover, SmsEntry
from bot.use_cases.ports.storage import Write
from storage.audit import StoredAudit
from storage.captchas import StoredCaptchas
from storage.conversations import Conversation, Conversations
from storage.engine import Database
from storage.invitations import StoredAttributions
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.personal_data import StoredPersonalData
from storage.phone_requests import StoredPhoneRequests
from storage.pins import StoredPins
from storage.sms import StoredSms
from storage.tables import metadata
from storage.unit_of_work import execute
from tests.conftest import FakeClock
from tests.storage.stored_accounts import over
from tests.use_cases.account_world import (
    PHONE,
    World,
)

CHAT, OTHER_CHAT = 70_001, 70_002
"""Numbers that stand in no other column by chance."""
COMPANY = "ООО «Ромашка»"
NOBODY = {"insured", "control_questions", "key_check", "alembic_version"}


class Traces:
    """A database in which two people have left traces everywhere."""

    def __init__(self, database: Database, keys: Keyring, clock: FakeClock) -> None:
        self.database, self.keys, self.clock = database, keys, clock
        self.world: World = over(database, keys, clock)
        self.jobs = Jobs(database, keys, clock, owner="test")
        self.data = StoredPersonalData(database, keys)
        self.audit = StoredAudit(database, keys, clock)
        self.conversations = Conversations(database, keys, clock, "test")

    async def of(self, chat_id: int, *insured_ids: int) -> None:
        """Leave every kind of row."""
        first, *further = insured_ids
        await self.world.activates(chat_id, first)
        world = self.world
        add = AddInsured(
            world.accounts, world.validities, self.jobs, world.tally, self.clock, cabinet=True
        )
        for one in further:
            await self.world.does(add, chat_id, Adding.POLICY, one)
        await self.world.chooses_password(chat_id)
        await self._of_checks(chat_id, first)
        await self._of_companies(chat_id, insured_ids)
        await self._of_the_chat(chat_id)

    async def _of_checks(self, chat_id: int, insured_id: int) -> None:
        pins = StoredPins(self.database, self.keys, self.clock)
        challenge = PinChallenge(
            chat_id.to_bytes(16), chat_id, insured_id, PHONE, self.clock(), 1, self.clock()
        )
        sent = SmsEntry(
            f"pin:{chat_id:x}",
            challenge.id,
            Handover.ACCEPTED,
            "smsc",
            self.clock(),
            PHONE,
            "77",
            Decimal(3),
        )
        captcha = StoredCaptchas(self.database, self.keys, self.clock).put(chat_id, "AXK34")
        log = StoredSms(self.database, self.keys, self.clock).add(sent)
        await execute(self.database, [*captcha, *pins.open(challenge, PHONE), log])

    async def _of_companies(self, chat_id: int, insured_ids: Sequence[int]) -> None:
        attributions = StoredAttributions(self.database, self.clock)
        requests = StoredPhoneRequests(self.database, self.keys, self.clock)
        request = PhoneRequest(
            f"request {chat_id:x}",
            chat_id,
            insured_ids[0],
            COMPANY,
            PHONE,
            "Иванова А.",
            RequestState.OPEN,
            self.clock(),
            self.clock() + timedelta(days=14),
        )
        looked_up = AuditEntry(9001, Act.PERSON_LOOKED_UP, subject=chat_of_audit(chat_id))
        acts = [looked_up, *about_rows(looked_up, insured_ids)]
        await execute(
            self.database,
            [
                *attributions.attribute(chat_id, Attribution(COMPANY, "link")),
                requests.add(request),
                *map(self.audit.note, acts),
            ],
        )

    async def _of_the_chat(self, chat_id: int) -> None:
        saved = self.conversations.save(
            Conversation(chat_id), step="pin", draft="{}", update_ids=(1, 2), unsent=()
        )
        event = NewJob(JobKind.EVENT, f"lapsed:{chat_id}:1", "{}", chat_id)
        message = self.conversations.remember(chat_id, 5)
        await execute(self.database, [saved, message, self.jobs.add(event)])

    async def forget(self, chat_id: int) -> None:
        requests = StoredPhoneRequests(self.database, self.keys, self.clock)
        random = self.world.random.randbytes
        forget = ForgetPerson(
            self.data, requests, self.audit, self.jobs, self.clock, random, cabinet=True
        )
        await self.world.does(forget, chat_id, ())

    async def a_day_later(self) -> None:
        """Carry out the job that looks once more."""
        await execute(self.database, await self.looked_at_a_day_later())

    async def looked_at_a_day_later(self) -> Sequence[Write]:
        """Have the job look, and return what it is about to write."""
        self.clock.passes(days=1)
        [job] = await self.jobs.take(1, [JobKind.ERASURE])
        outcome = await CheckErasure(self.data, self.clock)(job)
        assert isinstance(outcome, Ended)
        return [*outcome.writes, self.jobs.finish(job)]

    async def says_something(self, chat_id: int) -> None:
        before = await self.conversations.load(chat_id)
        saved = self.conversations.save(
            before, step="policy_kind", draft="{}", update_ids=(7,), unsent=()
        )
        await execute(self.database, [saved])

    async def naming(self, chat_id: int) -> set[str]:
        """Name the columns in which the number of a chat stands in clear."""
        found = set()
        for table in metadata.sorted_tables:
            for row in await self.rows(table):
                values = row._mapping.items()
                found |= {f"{table.name}.{key}" for key, one in values if str(chat_id) in str(one)}
        return found

    async def counts(self) -> dict[str, int]:
        return {table.name: len(await self.rows(table)) for table in metadata.sorted_tables}

    async def rows(self, table: Any) -> Sequence[Any]:
        async with self.database.reading() as connection:
            return (await connection.execute(select(table))).all()
