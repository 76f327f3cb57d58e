"""Guards PIN challenges, their phones and their guesses on real databases."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.pin import PinChallenge, PinCode
from bot.limits import Limits
from bot.use_cases.pin.confirm_pin import Confirmed, ConfirmPin, NotCompared, NoTriesLeft
from bot.use_cases.pin.counters import PinCounters
from storage.charges import StoredCharges
from storage.engine import Database, sqlite_file
from storage.keys import Keyring
from storage.pins import StoredPins
from storage.registry import StoredRegistry
from storage.registry_import import StoredRegistryIntake
from storage.sms import StoredSms
from storage.unit_of_work import Conflict, execute
from tests.conftest import KEY, FakeClock
from tests.unit.registry_samples import good
from tests.use_cases.pin_fakes import FakeRecorder

CHAT, PHONE, WRONG = 4_000_000_000, "+79160000001", "000000"
CODE = PinCode((b"k" * 32,))


@pytest.fixture
def pins(database: Database, keys: Keyring, clock: FakeClock) -> StoredPins:
    return StoredPins(database, keys, clock)


@pytest.fixture
def confirm(pins: StoredPins, keys: Keyring, clock: FakeClock) -> ConfirmPin:
    counters = PinCounters(StoredCharges(pins.database, keys, clock), Limits())
    sms = StoredSms(pins.database, keys, clock)
    return ConfirmPin(pins, counters, sms, clock, CODE.fits)


async def opened(
    pins: StoredPins, number: int = 1, phone: str = PHONE, insured_id: int = 5
) -> PinChallenge:
    now = pins.clock()
    challenge = PinChallenge(
        id=bytes([number]) * 16,
        chat_id=CHAT,
        insured_id=insured_id,
        phone=phone,
        expires_at=now + timedelta(minutes=10),
        sends=1,
        ordered_at=now,
    )
    await execute(pins.database, pins.open(challenge, phone))
    return challenge


async def test_a_challenge_is_read_as_it_was_opened(pins: StoredPins) -> None:
    challenge = await opened(pins)
    assert await pins.newest_for(CHAT, PHONE) == challenge
    assert await pins.find(challenge.id) == challenge
    assert await pins.newest_for(CHAT + 1, PHONE) is None
    assert await pins.find(b"x" * 16) is None


async def test_a_newer_challenge_takes_the_place_and_the_phone_of_the_older(
    pins: StoredPins,
) -> None:
    old, new = await opened(pins, 1), await opened(pins, 2)
    assert await pins.newest_for(CHAT, PHONE) == new
    assert await pins.find(old.id) == replace(old, superseded=True, phone=None)
    assert await pins.superseded(CHAT) == [old.id]


async def test_a_challenge_is_used_once(pins: StoredPins) -> None:
    challenge = await opened(pins)
    await execute(pins.database, [pins.use(challenge)])
    assert await pins.newest_for(CHAT, PHONE) == replace(challenge, used=True, phone=None)
    with pytest.raises(Conflict):
        await execute(pins.database, [pins.use(challenge)])


async def test_neither_an_expired_nor_a_superseded_challenge_can_be_used(
    pins: StoredPins, clock: FakeClock
) -> None:
    old, new = await opened(pins, 1), await opened(pins, 2)
    with pytest.raises(Conflict):
        await execute(pins.database, [pins.use(old)])
    clock.passes(minutes=10)
    with pytest.raises(Conflict):
        await execute(pins.database, [pins.use(new)])


async def test_the_pin_runs_from_its_send_and_a_message_is_ordered_once(
    pins: StoredPins, clock: FakeClock
) -> None:
    challenge = await opened(pins)
    clock.passes(minutes=1)
    until = clock.now + timedelta(minutes=10)
    await execute(pins.database, [pins.sent(challenge.id, until)])
    await execute(pins.database, [pins.order_again(challenge, until)])
    assert await pins.newest_for(CHAT, PHONE) == replace(
        challenge, expires_at=until, sends=2, ordered_at=clock.now
    )
    with pytest.raises(Conflict):
        await execute(pins.database, [pins.order_again(challenge, until)])


async def test_a_send_learned_late_revives_no_used_challenge(
    pins: StoredPins, clock: FakeClock
) -> None:
    challenge = await opened(pins)
    await execute(pins.database, [pins.use(challenge)])
    await execute(pins.database, [pins.sent(challenge.id, clock.now + timedelta(days=1))])
    assert await pins.newest_for(CHAT, PHONE) == replace(challenge, used=True, phone=None)


async def test_a_wiped_challenge_still_knows_for_which_phone_it_was(
    pins: StoredPins, clock: FakeClock
) -> None:
    challenge = await opened(pins)
    await execute(pins.database, [pins.wipe(challenge.id)])
    wiped = replace(challenge, phone=None)
    assert await pins.newest_for(CHAT, PHONE) == wiped
    assert await pins.newest_for(CHAT, "+79160000002") is None
    rotated = StoredPins(pins.database, Keyring.of([b"n" * 32, KEY]), clock)
    assert await rotated.newest_for(CHAT, PHONE) == wiped


@pytest.mark.parametrize("known", ["+79000000001", None])
async def test_a_challenge_ends_when_the_registry_gets_another_number(
    pins: StoredPins, keys: Keyring, clock: FakeClock, known: str | None
) -> None:
    row, registry = good(2, PHONE=known or ""), StoredRegistry(pins.database, keys)
    [insured_id] = (await StoredRegistryIntake(pins.database, keys, clock).store([row])).ids
    challenge = await opened(pins, insured_id=insured_id)
    assert await pins.newest_for(CHAT, PHONE) == challenge
    change = registry.change_phone(insured_id, "+79000000077", known)
    await execute(pins.database, [change])
    assert await pins.newest_for(CHAT, PHONE) is None
    anew = await opened(pins, 2, insured_id=insured_id)
    assert await pins.newest_for(CHAT, PHONE) == anew


async def test_the_challenges_of_a_person_who_asks_for_it_are_dropped(pins: StoredPins) -> None:
    await opened(pins)
    await execute(pins.database, [pins.forget(CHAT)])
    assert await pins.newest_for(CHAT, PHONE) is None


async def test_of_two_hundred_guesses_at_once_exactly_three_are_compared(
    pins: StoredPins, confirm: ConfirmPin
) -> None:
    challenge, compared = await opened(pins), list[bytes]()
    confirm = replace(confirm, fits=counting(compared))
    guesses = (confirm(FakeRecorder(), CHAT, PHONE, WRONG, cause) for cause in range(200))
    outcomes = await asyncio.gather(*guesses)
    assert compared == [challenge.id] * 3
    assert sum(isinstance(outcome, NoTriesLeft) for outcome in outcomes) >= 197


async def test_a_guess_whose_update_fails_after_the_comparison_stays_charged(
    pins: StoredPins, confirm: ConfirmPin
) -> None:
    challenge, compared = await opened(pins), list[bytes]()
    confirm = replace(confirm, fits=counting(compared, fails=True))
    guesses = (confirm(FakeRecorder(), CHAT, PHONE, WRONG, cause) for cause in range(50))
    outcomes = await asyncio.gather(*guesses, return_exceptions=True)
    assert compared == [challenge.id] * 3
    assert sum(isinstance(outcome, ZeroDivisionError) for outcome in outcomes) == 3
    assert isinstance(await confirm(FakeRecorder(), CHAT, PHONE, WRONG, 50), NoTriesLeft)


async def test_of_eight_right_pins_at_once_one_confirms(
    pins: StoredPins, keys: Keyring, clock: FakeClock
) -> None:
    challenge, limits = await opened(pins), Limits(pin_tries=8)
    counters = PinCounters(StoredCharges(pins.database, keys, clock), limits)
    sms = StoredSms(pins.database, keys, clock)
    confirm = ConfirmPin(pins, counters, sms, clock, CODE.fits)

    async def update(cause: int) -> object:
        recorder = FakeRecorder()
        outcome = await confirm(recorder, CHAT, PHONE, CODE(challenge.id), cause)
        await execute(pins.database, recorder.writes)
        return outcome

    outcomes = await asyncio.gather(*map(update, range(8)), return_exceptions=True)
    assert outcomes.count(Confirmed(5, PHONE)) == 1
    others = [outcome for outcome in outcomes if outcome != Confirmed(5, PHONE)]
    assert all(
        isinstance(outcome, Conflict) or outcome is NotCompared.NO_CHALLENGE for outcome in others
    )


@pytest.mark.parametrize("url_with_tables", ["sqlite"], indirect=True)
async def test_neither_phone_nor_pin_lies_in_the_file(pins: StoredPins, sqlite_url: str) -> None:
    challenge = await opened(pins)
    path = sqlite_file(sqlite_url)
    everything = b"".join(part.read_bytes() for part in path.parent.glob("bot.db*"))
    assert challenge.id in everything
    assert PHONE[2:].encode() not in everything
    assert CODE(challenge.id).encode() not in everything


def counting(compared: list[bytes], *, fails: bool = False) -> Callable[[bytes, str], bool]:
    """Compare as ever, noting for which challenge; or fail right after the comparison."""

    def fits(challenge_id: bytes, typed: str) -> bool:
        compared.append(challenge_id)
        if fails:
            raise ZeroDivisionError
        return CODE.fits(challenge_id, typed)

    return fits
