"""A key rotation: everything readable moves to the newest key, and the rest is named."""

import json
import sqlite3
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.checks.key_report import WORDS, key_findings
from bot.domain.person import Role
from bot.domain.pin import PinChallenge
from bot.domain.policy import PolicyKind
from bot.replies import Kind, NumberedReply, Reply
from bot.use_cases.ports.invitations import Invitation
from bot.use_cases.ports.jobs import JobKind, NewJob
from bot.use_cases.ports.phone_requests import PhoneRequest, RequestState
from bot.use_cases.ports.registry import PhoneState
from storage.accounts import StoredAccounts
from storage.cabinet_accounts import StoredCabinetAccounts
from storage.captchas import StoredCaptchas
from storage.conversations import Conversations
from storage.engine import Database, open_database, sqlite_file
from storage.invitations import StoredInvitations
from storage.jobs import Jobs
from storage.key_check import check_keys
from storage.key_usage import Use, WayOut, key_uses
from storage.keys import Keyring, UnreadableSecret
from storage.migrate import migrate
from storage.pending_passwords import StoredPendingPasswords
from storage.phone_requests import StoredPhoneRequests
from storage.pins import StoredPins
from storage.registry import StoredRegistry
from storage.registry_import import StoredRegistryIntake
from storage.rotation import Rotated, Rotation
from storage.sealed_columns import SEALED
from storage.tables import metadata
from storage.unit_of_work import UnitOfWork, execute
from tests.conftest import KEY, FakeClock
from tests.storage.stored_accounts import over
from tests.unit.registry_samples import good
from tests.use_cases.account_world import CHAT, EMAIL, OTHER_CHAT, PHONE
from tests.world import World

OLD_KEY, NEW_KEY = KEY, bytes(range(100, 132))
OLD, BOTH, NEW = Keyring.of([OLD_KEY]), Keyring.of([NEW_KEY, OLD_KEY]), Keyring.of([NEW_KEY])
PIN_ID = b"p" * 16
ROW = good()
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
        by_link = (PolicyKind.HEALTH, "123/14", Role.INSURED, "Май", CHAT, now, None)
        return Invitation("i" * 22, company, *by_link)

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


@pytest.fixture
async def lived(database: Database, clock: FakeClock) -> Lived:
    lived = Lived(database, clock)
    await lived.fill(OLD)
    return lived


async def test_what_was_encrypted_is_read_under_the_new_key_alone(lived: Lived) -> None:
    await lived.rotate()
    database, clock = lived.database, lived.clock
    conversation = await Conversations(database, NEW, clock, "test").load(CHAT)
    assert conversation.draft == '{"surname": "Иванова"}'
    assert conversation.unsent == (NumberedReply(1, REPLY),)
    [account] = [one async for one in StoredCabinetAccounts(database, NEW).every()]
    assert (account.email, account.phone) == (EMAIL, PHONE)
    passwords = StoredPendingPasswords(database, NEW, clock)
    assert await passwords.kept(OTHER_CHAT, clock.now) == "argon2 hash"
    captcha = await StoredCaptchas(database, NEW, clock).find(CHAT)
    assert captcha is not None
    assert captcha.answer == "AXK34"
    events = await Jobs(database, NEW, clock, "other").take(9, [JobKind.EVENT])
    assert '{"kind": "lapsed"}' in {job.payload for job in events}


async def test_phones_are_found_under_the_new_key_alone(lived: Lived) -> None:
    await lived.rotate()
    pins = StoredPins(lived.database, NEW, lived.clock)
    assert await pins.newest_for(CHAT, PHONE) == lived.challenge
    registry = StoredRegistry(lived.database, BOTH)
    assert ROW.phone is not None
    assert (await registry.find([ROW.identity], ROW.phone))[ROW.identity].phone is PhoneState.SAME
    assert await StoredRegistry(lived.database, NEW).phone(1) == ROW.phone


async def test_an_account_stays_the_only_one_under_the_new_key_alone(lived: Lived) -> None:
    assert not await StoredAccounts(lived.database, NEW, lived.clock).exists_for(1)
    await lived.rotate()
    accounts = StoredAccounts(lived.database, NEW, lived.clock)
    assert await accounts.exists_for(1)
    account = await accounts.of_chat(CHAT)
    assert account is not None
    assert await StoredAccounts(lived.database, OLD, lived.clock).exists_for(1)


async def test_a_rotation_looks_at_each_value_once_and_a_second_one_at_none(lived: Lived) -> None:
    rotation, looked_at = Rotation(lived.database, BOTH), list[int]()
    due = await rotation.due()
    rotated = await rotation.run(looked_at.append)
    assert rotated == Rotated(renewed=due, unreadable=0)
    assert sum(looked_at) == due > len(SEALED)
    assert await rotation.due() == 0
    assert await lived.rotate() == Rotated(0, 0)


async def test_a_rotation_goes_on_over_pages(
    lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.rotation.PAGE", 1)
    due = await Rotation(lived.database, BOTH).due()
    assert (await lived.rotate()).renewed == due


async def test_values_of_an_unknown_key_are_counted_and_passed_over(lived: Lived) -> None:
    due = await Rotation(lived.database, NEW).due()
    assert await lived.rotate(NEW) == Rotated(renewed=0, unreadable=due - 1)  # less the claims


async def test_what_no_rotation_can_move_is_named(lived: Lived) -> None:
    await lived.rotate()
    uses = {use.what: use for use in await key_uses(lived.database, BOTH)}
    old = OLD.keys[0].id.hex()
    assert uses.keys() == {"insured.row_digest", "charges.subject_digest"}
    assert uses["insured.row_digest"] == Use("insured.row_digest", old, 1, WayOut.IMPORT)
    counters = uses["charges.subject_digest"]
    assert (counters.way_out, counters.newest) == (WayOut.TIME, lived.clock.now)


async def test_before_a_rotation_every_kind_of_value_is_counted(lived: Lived) -> None:
    uses = await key_uses(lived.database, BOTH)
    assert {use.what for use in uses} == WORDS.keys()
    assert {use.key_id for use in uses} == {OLD.keys[0].id.hex()}


async def test_an_import_and_a_month_later_the_old_key_may_go(lived: Lived) -> None:
    await lived.rotate()
    await StoredRegistryIntake(lived.database, BOTH, lived.clock).store([ROW])
    async with lived.database.transaction() as connection:
        await connection.execute(metadata.tables["charges"].delete())
    uses = await key_uses(lived.database, BOTH)
    assert [str(finding) for finding in key_findings(uses, BOTH)] == [
        "норма     SECRET_KEYS: ключ № 2 больше не нужен, его можно убрать"
    ]


async def test_a_number_changed_in_the_chat_outlives_rotation_and_import(lived: Lived) -> None:
    changed = "+79000000077"
    registry = StoredRegistry(lived.database, OLD)
    await execute(lived.database, [registry.change_phone(1, changed)])
    await lived.rotate()
    await StoredRegistryIntake(lived.database, BOTH, lived.clock).store([ROW])
    assert await StoredRegistry(lived.database, NEW).phone(1) == changed


class Meddling(Keyring):
    """Has the bot write another draft between reading and writing."""

    __slots__ = ()

    def open(self, purpose: str, row: object, sealed: bytes) -> str:
        if purpose == "draft":
            meddle(self, row)
        return super().open(purpose, row, sealed)


def meddle(keys: Keyring, row: object) -> None:
    connection = sqlite3.connect("bot.db")
    newer = (keys.seal("draft", row, "newer"),)
    connection.execute("UPDATE conversations SET draft_sealed = ?", newer)
    connection.commit()
    connection.close()


async def test_what_the_bot_writes_meanwhile_is_kept(
    sqlite_url: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sqlite_file(sqlite_url).parent)
    database = open_database(sqlite_url)
    await migrate(database)
    lived = Lived(database, clock)
    await lived.chat(OLD)
    await lived.rotate(Meddling(BOTH.keys))
    assert (await Conversations(database, NEW, clock, "test").load(CHAT)).draft == "newer"
    await database.close()


# The command.


@pytest.fixture
async def operated(sqlite_url: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Lived:
    """Give a SQLite database in use, and settings of production with a new key before its own."""
    monkeypatch.chdir(sqlite_file(sqlite_url).parent)
    for name, value in World().environment(sqlite_url).items():
        monkeypatch.setenv(name, value)
    use_keys(monkeypatch, NEW_KEY, OLD_KEY)
    database = open_database(sqlite_url)
    await migrate(database)
    lived = Lived(database, clock)
    await lived.fill(OLD)
    await database.close()
    return lived


def use_keys(monkeypatch: pytest.MonkeyPatch, *keys: bytes) -> None:
    monkeypatch.setenv("SECRET_KEYS", ",".join(b64encode(key).decode() for key in keys))


def rotates() -> Result:
    return CliRunner().invoke(app, ["rotate-keys"])


@pytest.mark.usefixtures("operated")
def test_the_command_says_what_was_done_and_what_is_left() -> None:
    result = rotates()
    assert result.exit_code == 0
    done, left = result.stdout.splitlines()
    assert done == "Перешифровано: 17."
    assert left.startswith("внимание  SECRET_KEYS: ключ № 2 ещё нужен: до загрузки полного")
    assert "строки реестра: 1" in left
    assert "счётчики попыток" in left
    assert rotates().stdout.splitlines()[0] == "Перешифровано: 0."


@pytest.mark.usefixtures("operated")
def test_a_key_removed_too_early_is_a_failure_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rotates()
    use_keys(monkeypatch, bytes(range(50, 82)), NEW_KEY)
    assert rotates().exit_code == 0
    use_keys(monkeypatch, NEW_KEY)
    result = rotates()
    assert result.exit_code == 1
    assert result.stderr.startswith("bot: SECRET_KEYS: нечем прочесть значений: ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.usefixtures("operated")
def test_nothing_of_people_or_keys_is_printed() -> None:
    result = rotates()
    secrets = (EMAIL, PHONE, "Иванова", b64encode(NEW_KEY).decode(), OLD.keys[0].id.hex())
    assert not any(secret in result.output for secret in secrets)


def test_a_sandbox_has_nothing_to_rotate(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT_TOKEN", "SECRET_KEYS", "SMS_URL", "SMTP_URL", "WEBHOOK"):
        monkeypatch.delenv(name, raising=False)
    result = rotates()
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("bot: BOT_TOKEN: ")


def test_an_old_key_cannot_read_what_was_moved() -> None:
    with pytest.raises(UnreadableSecret):
        OLD.open("draft", 7, BOTH.seal("draft", 7, "new"))
