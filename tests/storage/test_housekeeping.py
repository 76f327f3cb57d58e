"""Guards that nothing of people stays longer than it is of use, and nothing goes before."""

import asyncio
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.domain.allowance import Allowance
from bot.domain.pin import PinChallenge
from bot.limits import Limits
from bot.meters import Meters
from bot.upkeep.housekeeper import Housekeeper
from bot.use_cases.ports.charges import Charge, Rule
from bot.use_cases.ports.consents import Consent, ConsentKind
from bot.use_cases.ports.sms_log import Handover, SmsEntry
from storage.captchas import StoredCaptchas
from storage.charges import StoredCharges
from storage.consents import StoredConsents
from storage.conversations import Conversations
from storage.engine import Database
from storage.housekeeping import Housekeeping
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.pending_passwords import StoredPendingPasswords
from storage.pins import StoredPins
from storage.pruning import Horizon
from storage.sms import StoredSms
from storage.tables import metadata
from storage.unit_of_work import UnitOfWork, execute
from tests.conftest import FakeClock
from tests.storage.stored_accounts import over, with_registry
from tests.use_cases.account_world import ANNA, BORIS, CHAT, OTHER_CHAT

PHONE, CHALLENGE = "+79160000001", b"c" * 16


@pytest.fixture
async def keeper(database: Database) -> Housekeeping:
    await with_registry(database)
    return Housekeeping(database)


def everything_before(moment: datetime) -> Horizon:
    return Horizon(*[moment] * len(fields(Horizon)))


async def rows(database: Database, table: str) -> int:
    async with database.reading() as connection:
        count = select(func.count()).select_from(metadata.tables[table])
        return (await connection.execute(count)).scalar_one()


async def test_a_picture_goes_when_it_opens_nothing_any_more(
    keeper: Housekeeping, keys: Keyring, clock: FakeClock
) -> None:
    captchas = StoredCaptchas(keeper.database, keys, clock)
    for chat_id in (CHAT, OTHER_CHAT):
        await execute(keeper.database, captchas.put(chat_id, "AXK34"))
    drawn = await captchas.find(CHAT)
    assert drawn is not None
    until = clock.now + timedelta(minutes=30)
    await execute(keeper.database, [captchas.solve(drawn, until, 3)])
    await keeper.prune(everything_before(clock.now))
    assert await rows(keeper.database, "captchas") == 2
    await keeper.prune(everything_before(until))
    assert await captchas.find(OTHER_CHAT) is None
    assert await captchas.find(CHAT) is not None
    await keeper.prune(everything_before(until + timedelta(milliseconds=1)))
    assert await rows(keeper.database, "captchas") == 0


async def test_a_pin_goes_a_while_after_its_end(
    keeper: Housekeeping, keys: Keyring, clock: FakeClock
) -> None:
    pins = StoredPins(keeper.database, keys, clock)
    challenge = PinChallenge(CHALLENGE, CHAT, ANNA, PHONE, clock.now, 1, clock.now)
    await execute(keeper.database, pins.open(challenge, PHONE))
    await keeper.prune(everything_before(clock.now))
    assert await pins.find(CHALLENGE) == challenge
    await keeper.prune(everything_before(clock.now + timedelta(milliseconds=1)))
    assert await pins.find(CHALLENGE) is None


async def test_a_password_that_waited_too_long_goes(
    keeper: Housekeeping, keys: Keyring, clock: FakeClock
) -> None:
    passwords = StoredPendingPasswords(keeper.database, keys, clock)
    await execute(keeper.database, passwords.keep(CHAT, "argon2 hash"))
    clock.passes(hours=1)
    await execute(keeper.database, passwords.keep(OTHER_CHAT, "argon2 hash"))
    await keeper.prune(everything_before(clock.now))
    assert await passwords.kept(CHAT, datetime.min.replace(tzinfo=clock.now.tzinfo)) is None
    assert await passwords.kept(OTHER_CHAT, clock.now) == "argon2 hash"


async def test_a_message_first_loses_its_number_at_the_gateway_and_then_goes(
    keeper: Housekeeping, keys: Keyring, clock: FakeClock
) -> None:
    log = StoredSms(keeper.database, keys, clock)
    sent = SmsEntry(
        key="pin:1",
        challenge_id=CHALLENGE,
        handover=Handover.ACCEPTED,
        gateway="smsc",
        at=clock.now,
        phone=PHONE,
        provider_id="77",
        cost=Decimal("4.10"),
    )
    await execute(keeper.database, [log.add(sent)])
    later = clock.now + timedelta(milliseconds=1)
    await keeper.prune(everything_before(clock.now))
    assert await log.find("pin:1") == replace(sent, phone="")
    await keeper.prune(replace(everything_before(clock.now), deliveries=later))
    assert await log.find("pin:1") == replace(sent, phone="", provider_id=None)
    await keeper.prune(replace(everything_before(clock.now), sms=later))
    assert await log.find("pin:1") is None


async def test_a_mailed_link_goes_a_while_after_its_end(
    keeper: Housekeeping, keys: Keyring, clock: FakeClock
) -> None:
    world = over(keeper.database, keys, clock)
    await world.registers()
    await keeper.prune(everything_before(clock.now + timedelta(hours=24)))
    assert await rows(keeper.database, "activations") == 1
    await keeper.prune(everything_before(clock.now + timedelta(hours=25)))
    assert await rows(keeper.database, "activations") == 0


async def test_a_consent_stays_with_its_account_and_goes_without_one(
    keeper: Housekeeping, keys: Keyring, clock: FakeClock
) -> None:
    world, consents = over(keeper.database, keys, clock), StoredConsents(keeper.database)
    await world.registers(CHAT, ANNA)
    await world.registers(OTHER_CHAT, BORIS, "boris@example.ru")
    stranger = Consent("c" * 32, ConsentKind.PERSONAL_DATA, "1", "0" * 64, 99, None, 9, clock.now)
    await execute(keeper.database, [consents.add(stranger)])
    await keeper.prune(everything_before(clock.now))
    assert await rows(keeper.database, "consents") == 5
    await world.does(world.forget_pending, OTHER_CHAT)
    await keeper.prune(everything_before(clock.now + timedelta(milliseconds=1)))
    assert await rows(keeper.database, "consents") == 2
    assert await consents.latest(CHAT, ConsentKind.PERSONAL_DATA) is not None


@dataclass
class Household:
    """A housekeeper whose wall clock can be set while time goes its way; one miss is counted."""

    keeper: Housekeeping
    keys: Keyring
    wall: FakeClock
    steady: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.restarts()

    def restarts(self) -> None:
        jobs = Jobs(self.keeper.database, self.keys, self.wall, "test")
        meters = Meters.on(CollectorRegistry())
        self.housekeeper = Housekeeper(
            *(self.keeper, jobs, self.wall, self.steady.seconds),
            *(Limits(), asyncio.Event(), meters),
        )

    async def misses(self) -> None:
        miss = Charge(Rule("miss", (Allowance(1, timedelta(days=30)),)), PHONE)
        await StoredCharges(self.keeper.database, self.keys, self.wall).charge([miss], cause=1)

    async def hears(self) -> None:
        """Somebody writes, and is told nothing."""
        conversations = Conversations(self.keeper.database, self.keys, self.wall, "test")
        units = UnitOfWork(self.keeper.database, conversations)
        await units.flush(await units.begin(CHAT))

    async def goes_on(self, **time: float) -> int:
        """Let time pass and one round be made; return how many misses are still counted."""
        self.wall.passes(**time)
        self.steady.passes(**time)
        await self.housekeeper.round()
        return await rows(self.keeper.database, "charges")


@pytest.fixture
async def household(keeper: Housekeeping, keys: Keyring, clock: FakeClock) -> Household:
    household = Household(keeper, keys, clock)
    await household.goes_on()
    await household.misses()
    return household


async def test_a_counter_goes_when_its_time_has_passed(household: Household) -> None:
    assert await household.goes_on(days=30) == 1
    assert await household.goes_on(days=2) == 0


@pytest.mark.parametrize("minutes", [1, 25 * 60])
async def test_a_clock_set_forward_for_a_while_takes_no_counter(
    household: Household, minutes: int
) -> None:
    await household.goes_on(minutes=minutes)
    household.wall.passes(days=40)
    with capture_logs() as lines:
        assert [await household.goes_on(minutes=1) for _ in range(5)] == [1] * 5
    assert [line["log_level"] for line in lines] == ["warning"]
    household.wall.passes(days=-40)
    assert await household.goes_on(days=2) == 1


@pytest.mark.parametrize(("days", "left"), [(6, 0), (40, 1)])
async def test_a_start_far_after_the_last_word_takes_no_counter_for_a_day(
    household: Household, clock: FakeClock, days: int, left: int
) -> None:
    await household.goes_on(days=30)
    await household.hears()
    clock.passes(days=days)
    household.restarts()
    assert await household.goes_on(minutes=1) == left
    assert await household.goes_on(days=2) == 0


async def test_a_clock_that_runs_a_little_fast_stops_nothing(household: Household) -> None:
    for _ in range(32):
        household.wall.passes(minutes=59)
        left = await household.goes_on(days=1)
    assert left == 0
