"""Accounts on real databases: one activation, one account a person and e-mail, no clear text."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from bot.domain.password import OwnData
from bot.gateways.passwords import Argon2Passwords
from bot.use_cases.account.register_account import NotRegistered, Registered
from bot.use_cases.activation.activate_by_code import CodeOutcome, WrongCode
from bot.use_cases.ports.accounts import NewAccount
from bot.use_cases.ports.cabinet import CabinetAccount, CabinetPerson
from bot.use_cases.ports.consents import ConsentKind
from bot.use_cases.ports.jobs import Job, JobKind
from bot.use_cases.ports.web import ActivationState
from storage.cabinet_accounts import StoredCabinetAccounts
from storage.engine import Database, open_database, sqlite_file
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.migrate import migrate
from storage.tables import account_insured, accounts, consents, insured, pending_passwords
from tests.conftest import KEY, FakeClock
from tests.storage.stored_accounts import VERA, over, tokens, with_registry
from tests.use_cases.account_fakes import Recording
from tests.use_cases.account_world import (
    ANNA,
    BORIS,
    CHAT,
    EMAIL,
    OTHER_CHAT,
    PASSWORD,
    PERSONAL,
    PHONE,
    World,
)


@pytest.fixture
async def world(database: Database, keys: Keyring, clock: FakeClock) -> World:
    await with_registry(database)
    return over(database, keys, clock)


async def mails(world: World) -> list[Job]:
    """Take all mail jobs that wait, oldest first."""
    assert isinstance(world.jobs, Jobs)
    return await world.jobs.take(100, [JobKind.MAIL])


async def count(database: Database, table: object) -> int:
    async with database.reading() as connection:
        rows = select(func.count()).select_from(table)  # type: ignore[arg-type] # any table
        return int((await connection.execute(rows)).scalar_one())


async def test_of_200_presses_at_once_exactly_one_activates(world: World) -> None:
    await world.registers()
    [token] = await tokens(world)
    states = await asyncio.gather(*(world.by_token.activate(token) for _ in range(200)))
    assert states.count(ActivationState.ACTIVATED) == 1
    assert states.count(ActivationState.ALREADY_ACTIVE) == 199
    assert isinstance(world.jobs, Jobs)
    left = await world.jobs.take(100)
    assert sorted(job.kind for job in left) == [JobKind.CABINET, JobKind.EVENT]
    assert await world.is_active(CHAT)


async def test_of_many_people_with_one_email_exactly_one_activates(
    world: World, database: Database, clock: FakeClock
) -> None:
    for chat, person in ((1, ANNA), (2, BORIS), (3, VERA)):
        await world.registers(chat, person)
        clock.passes(minutes=2)
    three = await tokens(world)
    presses = (world.by_token.activate(token) for token in three * 20)
    states = await asyncio.gather(*presses)
    assert states.count(ActivationState.ACTIVATED) == 1
    assert states.count(ActivationState.UNKNOWN) == 40
    active = [await world.accounts.exists_for(one) for one in (ANNA, BORIS, VERA)]
    assert sorted(active) == [False, False, True]


async def test_a_person_whose_registrations_crossed_gets_one_account(
    world: World, database: Database
) -> None:
    await world.registers(CHAT, ANNA)
    consent = await world.does(world.record_consent, OTHER_CHAT, PERSONAL, 1)
    crossing = NewAccount(
        "f" * 32, OTHER_CHAT, (ANNA,), "second@example.ru", PHONE, "hash", consent, consent
    )
    recorder = Recording(list(world.accounts.add(crossing)))
    world.start(recorder, crossing.id, OTHER_CHAT)
    assert await world.activations.commit(recorder.writes)
    presses = [world.by_token.activate(token) for token in await tokens(world)]
    states = await asyncio.gather(*presses)
    assert sorted(states) == [ActivationState.ACTIVATED, ActivationState.UNKNOWN]
    assert await count(database, accounts) == 1


async def test_an_email_is_taken_also_under_a_new_secret_key(
    world: World, database: Database, clock: FakeClock
) -> None:
    await world.registers(CHAT, ANNA)
    await world.registers(OTHER_CHAT, BORIS, "boris@example.ru")
    [annas, boriss] = await tokens(world)
    await world.by_token.activate(annas)
    rotated = over(database, Keyring.of([b"n" * 32, KEY]), clock)
    rotated.random.seed(2)
    assert await rotated.accounts.exists_for(ANNA)
    assert await rotated.by_token.activate(boriss) is ActivationState.ACTIVATED
    clock.passes(minutes=2)
    assert isinstance(await rotated.registers(3, VERA, EMAIL), Registered)
    *_, veras = await tokens(rotated)
    assert await rotated.by_token.activate(veras) is ActivationState.UNKNOWN


async def test_a_waiting_mail_and_its_code_survive_a_new_secret_key(
    world: World, database: Database, clock: FakeClock
) -> None:
    await world.registers()
    mailed = await world.code()
    rotated = over(database, Keyring.of([b"n" * 32, KEY]), clock)
    [token] = await tokens(rotated)
    assert await rotated.by_token.look(token) is ActivationState.READY
    assert await rotated.does(rotated.by_code, CHAT, mailed, 99) is CodeOutcome.ACTIVATED


async def test_expired_replaced_and_unknown_links_are_told_apart(
    world: World, clock: FakeClock
) -> None:
    await world.registers()
    clock.passes(minutes=2)
    await world.does(world.resend, CHAT, world.cause())
    old, new = await tokens(world)
    assert await world.by_token.activate(old) is ActivationState.REPLACED
    assert await world.by_token.activate("A" * 43) is ActivationState.UNKNOWN
    clock.passes(hours=24)
    assert await world.by_token.activate(new) is ActivationState.EXPIRED
    assert await world.has_pending(CHAT)


async def test_registering_anew_erases_what_was_never_activated(
    world: World, database: Database, clock: FakeClock
) -> None:
    await world.registers(CHAT, ANNA)
    clock.passes(minutes=2)
    await world.registers(CHAT, BORIS, "boris@example.ru")
    await world.registers(OTHER_CHAT, BORIS, "other@example.ru")
    assert await count(database, accounts) == 1
    assert await count(database, account_insured) == 1
    assert await world.has_pending(OTHER_CHAT)
    links = [await world.by_token.look(token) for token in await tokens(world)]
    assert links == [ActivationState.REPLACED, ActivationState.REPLACED, ActivationState.READY]


async def test_forgetting_leaves_only_the_proof_of_consent(
    world: World, database: Database
) -> None:
    await world.registers()
    await world.chooses_password()
    await world.does(world.forget_pending, CHAT)
    left = [await count(database, table) for table in (accounts, pending_passwords, consents)]
    assert left == [0, 0, 2]
    assert await world.presses_register() is NotRegistered.PASSWORD_NEEDED


async def test_an_activation_that_overtakes_a_corrected_email_wins(world: World) -> None:
    await world.registers()
    [token] = await tokens(world)
    account = await world.accounts.of_chat(CHAT)
    assert account is not None
    correction = world.accounts.change_email(account.id, "late@example.ru")
    assert await world.by_token.activate(token) is ActivationState.ACTIVATED
    assert not await world.activations.commit([correction])
    after = await world.accounts.of_chat(CHAT)
    assert after == replace(account, activated=True)


async def test_guesses_at_a_code_are_counted_in_the_database(world: World) -> None:
    await world.registers()
    wrong = f"{(int(await world.code()) + 1) % 10**8:08}"
    guesses = [await world.does(world.by_code, CHAT, wrong, cause) for cause in range(50, 57)]
    assert guesses == [WrongCode(left) for left in (4, 3, 2, 1, 0, 0, 0)]


async def test_a_chat_is_about_its_pending_account_before_its_activated_one(
    world: World,
) -> None:
    await world.registers(CHAT, ANNA)
    await world.by_token.activate((await tokens(world))[0])
    await world.registers(CHAT, BORIS, "boris@example.ru")
    assert await world.has_pending(CHAT)
    await world.does(world.forget_pending, CHAT)
    assert await world.is_active(CHAT)


async def test_the_newest_consent_of_a_kind_is_found(world: World, clock: FakeClock) -> None:
    await world.does(world.record_consent, CHAT, PERSONAL, 1)
    clock.passes(seconds=1)
    newest = await world.does(world.record_consent, CHAT, PERSONAL, 2)
    assert await world.consents.latest(CHAT, ConsentKind.PERSONAL_DATA) == newest
    assert await world.consents.latest(CHAT, ConsentKind.ACCESS_RULES) is None
    assert await world.consents.latest(OTHER_CHAT, ConsentKind.PERSONAL_DATA) is None


async def test_a_made_password_waits_only_where_one_is_expected(
    world: World, clock: FakeClock
) -> None:
    await world.passwords.fill_generated(CHAT, "unexpected")
    assert await world.passwords.kept(CHAT, clock.now) is None
    await world.does(world.generate_password, CHAT)
    assert await world.passwords.kept(CHAT, clock.now) is None
    await world.passwords.fill_generated(CHAT, "made")
    assert await world.passwords.kept(CHAT, clock.now) == "made"
    await world.chooses_password()
    await world.passwords.fill_generated(CHAT, "late")
    assert await world.passwords.kept(CHAT, clock.now) == await world.hasher.hash(PASSWORD)


async def test_the_cabinet_gets_activated_accounts_with_the_registry_as_it_is_now(
    world: World, database: Database, keys: Keyring, clock: FakeClock
) -> None:
    await world.registers(CHAT, ANNA)
    await world.registers(OTHER_CHAT, BORIS, "boris@example.ru")
    [annas, _] = await tokens(world)
    await world.by_token.activate(annas)
    async with database.transaction() as connection:
        changed = update(insured).where(insured.c.id == ANNA).values(identifier="К-2")
        await connection.execute(changed)
    records = StoredCabinetAccounts(database, keys)
    account = await world.accounts.of_chat(CHAT)
    assert account is not None
    expected = CabinetAccount(
        account.id,
        EMAIL,
        PHONE,
        await world.hasher.hash(PASSWORD),
        clock.now,
        (CabinetPerson("К-2", "ООО «Ромашка»", "insured"),),
    )
    assert [one async for one in records.every()] == [expected]
    assert await records.find(account.id) == expected
    pending = await world.accounts.of_chat(OTHER_CHAT)
    assert pending is not None
    assert await records.find(pending.id) is None


async def test_the_file_of_the_database_holds_no_secret_in_clear(
    sqlite_url: str, keys: Keyring, clock: FakeClock
) -> None:
    database = open_database(sqlite_url)
    await migrate(database)
    await with_registry(database)
    world = over(database, keys, clock)
    hasher = Argon2Passwords(time_cost=1, memory_kib=8)
    world = replace(world, hasher=hasher)
    await world.does(world.record_consent, CHAT, PERSONAL, 1)
    await world.does(world.choose_password, CHAT, PASSWORD, OwnData())
    await world.presses_register()
    [token] = await tokens(world)
    code = await world.code()
    await world.does(world.generate_password, OTHER_CHAT)
    shown = await world.show_new_password(OTHER_CHAT)
    await world.by_token.activate(token)
    await database.close()
    hasher.close()
    folder = sqlite_file(sqlite_url).parent
    stored = b"".join(path.read_bytes() for path in folder.glob("bot.db*"))
    assert b"account_claims" in stored
    for secret in (PASSWORD, shown, token, code, EMAIL, PHONE, "argon2id"):
        assert secret.encode() not in stored
        assert secret.encode().hex().encode() not in stored
