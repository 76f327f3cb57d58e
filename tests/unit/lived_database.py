"""A database that has been in use, with something under every kind of key."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.person import Role
from bot.domain.pin import PinChallenge
from bot.domain.policy import PolicyKind
from bot.replies import Kind, Reply
from bot.use_cases.ports.invitations import Invitation
from bot.use_cases.ports.jobs import JobKind, NewJob
from bot.use_cases.ports.phone_requests import PhoneRequest, RequestState
from storage.captchas import StoredCaptchas
from storage.conversations import Conversations
from storage.engine import Database
from storage.invitations import StoredInvitations
from storage.jobs import Jobs
from storage.key_check import check_keys
from storage.keys import Keyring
from storage.pending_passwords import StoredPendingPasswords
from storage.phone_requests import StoredPhoneRequests
from storage.pins import StoredPins
from storage.registry_import import StoredRegistryIntake
from storage.rotation import Rotated, Rotation
from storage.unit_of_work import UnitOfWork, execute
from tests.conftest import KEY, FakeClock
from tests.storage.stored_accounts import over
from tests.unit.registry_samples import good
from tests.use_cases.account_world import CHAT, EMAIL, OTHER_CHAT, PHONE

OLD_KEY, NEW_KEY = KEY, bytes(range(100, 132))
OLD, BOTH, NEW = Keyring.of([OLD_KEY]), Keyring.of([NEW_KEY, OLD_KEY]), Keyring.of([NEW_KEY])
PIN_ID = b"p" * 16
ROW = replace(good(), phone=PHONE)
REPLY = Reply(Kind.NOTE, {"text": "Здравствуйте"})


@dataclass
class Lived:
    """A database that has been in use under some keys."""

    database: Database
    clock: FakeClock

    async def fill(self, keys: Keyring) -> None:
        """Leave something in every encrypted column and in every table of digests."""
        database, clock = self.database, self.clock
        await check_keys(database, keys)
        await StoredRegistryIntake(database, keys, clock).store([ROW])
        await self.activate_account(keys, CHAT, EMAIL)
        await self.chat(keys)
        passwords = StoredPendingPasswords(database, keys, clock)
        await execute(database, passwords.keep(OTHER_CHAT, "argon2 hash"))
        await execute(database, StoredCaptchas(database, keys, clock).put(CHAT, "AXK34"))
        await execute(database, StoredPins(database, keys, clock).open(self.challenge, PHONE))
        links = StoredInvitations(database, keys, clock)
        await execute(database, [links.add(self.invitation)])
        requests = StoredPhoneRequests(database, keys, clock)
        await execute(database, [requests.add(self.phone_request)])
        job = NewJob(JobKind.EVENT, "event:1", '{"kind": "lapsed"}', CHAT)
        await execute(database, [Jobs(database, keys, clock, "test").add(job)])

    @property
    def challenge(self) -> PinChallenge:
        now = self.clock()
        return PinChallenge(PIN_ID, CHAT, 1, PHONE, now + timedelta(minutes=10), 1, now)

    @property
    def invitation(self) -> Invitation:
        company, now = "ООО «Маяк»", self.clock()
        by_link = (PolicyKind.HEALTH, "123/14", Role.INSURED, "Май", now, None)
        return Invitation("i" * 22, "t" * 22, company, *by_link)

    @property
    def phone_request(self) -> PhoneRequest:
        now = self.clock()
        asked = ("ООО «Маяк»", PHONE, "Иванова А. П.", RequestState.OPEN, now)
        return PhoneRequest("r" * 22, CHAT, 1, *asked, now + timedelta(days=14))

    async def activate_account(self, keys: Keyring, chat_id: int, email: str) -> None:
        world = over(self.database, keys, self.clock)
        await world.registers(chat_id, 1, email)
        [mail] = await Jobs(self.database, keys, self.clock, "test").take(1, [JobKind.MAIL])
        await world.by_token.activate(json.loads(mail.payload)["token"])

    async def chat(self, keys: Keyring) -> None:
        units = UnitOfWork(self.database, Conversations(self.database, keys, self.clock, "test"))
        work = await units.begin(CHAT)
        work.step, work.draft = "phone", '{"surname": "Иванова"}'
        await units.flush(work, [REPLY], update_id=11)

    async def rotate(self, keys: Keyring = BOTH) -> Rotated:
        return await Rotation(self.database, keys).run(lambda _: None)
