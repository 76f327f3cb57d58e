"""A key rotation: everything readable moves to the newest key, and the rest is named."""

import sqlite3

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.checks.key_report import WORDS, key_findings
from bot.replies import NumberedReply
from bot.upkeep.key_watch import KeyWatch
from bot.use_cases.ports.jobs import JobKind
from bot.use_cases.ports.registry import PhoneState
from storage.accounts import StoredAccounts
from storage.cabinet_accounts import StoredCabinetAccounts
from storage.captchas import StoredCaptchas
from storage.conversations import Conversations
from storage.engine import Database, open_database, sqlite_file
from storage.jobs import Jobs
from storage.key_usage import Use, WayOut, key_uses
from storage.keys import Keyring, UnreadableSecret
from storage.migrate import migrate
from storage.pending_passwords import StoredPendingPasswords
from storage.pins import StoredPins
from storage.registry import StoredRegistry
from storage.registry_import import StoredRegistryIntake
from storage.rotation import Rotated, Rotation
from storage.sealed_columns import SEALED
from storage.tables import metadata
from storage.unit_of_work import execute
from tests.conftest import FakeClock
from tests.unit.lived_database import BOTH, NEW, OLD, REPLY, ROW, Lived
from tests.use_cases.account_world import CHAT, EMAIL, OTHER_CHAT, PHONE


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
    pins = StoredPins(lived.database, BOTH, lived.clock)
    assert await pins.newest_for(CHAT, PHONE) == lived.challenge
    async with lived.database.reading() as connection:
        digest = await connection.scalar(select(metadata.tables["pins"].c.phone_digest))
    assert digest == NEW.digest("pin phone", PHONE)
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
    await execute(lived.database, [registry.change_phone(1, changed, await registry.phone(1))])
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


def test_an_old_key_cannot_read_what_was_moved() -> None:
    with pytest.raises(UnreadableSecret):
        OLD.open("draft", 7, BOTH.seal("draft", 7, "new"))


@pytest.mark.parametrize("keys", [OLD, BOTH, NEW])
async def test_a_start_without_a_key_that_is_needed_raises_an_alarm(
    lived: Lived, keys: Keyring
) -> None:
    with capture_logs() as logs:
        await KeyWatch(lived.database, keys).look()
    alarms = [line for line in logs if line["log_level"] == "critical"]
    assert len(alarms) == (keys is NEW)
    assert all(alarm["accounts_email_sealed"] > 0 for alarm in alarms)
