"""Guards what is learned of a message after its hand-over, and the end of its PIN."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.use_cases.pin.sms_jobs import Act
from bot.use_cases.ports.jobs import Again, Ended, Outcome
from bot.use_cases.ports.sms import (
    DeliveryStatus,
    RefusalKind,
    SmsRefused,
)
from tests.conftest import FakeClock
from tests.phones import unbroken
from tests.use_cases.pin_chat import PHONE, PinWorld
from tests.use_cases.post_office import PostOffice
from tests.use_cases.tally_fake import counted

BUSY = SmsRefused(RefusalKind.TRY_LATER, "220", "smsru")


@pytest.fixture
async def world(clock: FakeClock) -> PinWorld:
    """Give a world in which a PIN has just been ordered."""
    world = PinWorld(clock)
    await world.gets_a_pin()
    return world


@pytest.fixture
def post(world: PinWorld) -> PostOffice:
    return PostOffice(world)


async def test_the_status_is_asked_five_times_within_two_minutes(
    world: PinWorld, post: PostOffice
) -> None:
    await post.carries_out(Act.PIN)
    start, moments = world.clock.now, []
    outcome: Outcome = Again(post.newest(Act.FOLLOW).not_before or start)
    while isinstance(outcome, Again):
        moments.append((outcome.not_before - start).total_seconds())
        outcome = await post.hears(outcome, DeliveryStatus.HANDED_OVER)
    assert moments == [5, 15, 30, 60, 120]
    assert post.events == []


async def test_a_late_worker_does_not_make_up_for_missed_questions(
    world: PinWorld, post: PostOffice
) -> None:
    await post.carries_out(Act.PIN)
    start = world.clock.now
    outcome = await post.hears(Again(start + timedelta(seconds=45)), DeliveryStatus.WAITING)
    assert isinstance(outcome, Again)
    assert outcome.not_before == start + timedelta(seconds=60)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (DeliveryStatus.DELIVERED, "delivered"),
        (DeliveryStatus.READ, "delivered"),
        (DeliveryStatus.EXPIRED, "expired"),
        (DeliveryStatus.NUMBER_FAULT, "number_fault"),
        (DeliveryStatus.SIM_CHANGED, "sim_changed"),
        (DeliveryStatus.REJECTED, "rejected"),
        (DeliveryStatus.NO_MONEY, "rejected"),
    ],
)
async def test_a_final_status_is_told_with_the_masked_number(
    world: PinWorld, post: PostOffice, status: DeliveryStatus, told: str
) -> None:
    await post.carries_out(Act.PIN)
    assert isinstance(await post.follows(status), Ended)
    assert post.events == [
        ("sms_status", {"status": told, "masked": unbroken("+7 9•• •••-••-01")})
    ]
    [entry] = world.sms.entries.values()
    assert entry.status is status
    assert counted(post.tally)[-1] == f"sms:{'' if told == 'delivered' else 'un'}delivered"


async def test_a_phone_that_is_off_is_told_once_and_then_its_delivery(post: PostOffice) -> None:
    await post.carries_out(Act.PIN)
    off = DeliveryStatus.UNREACHABLE
    await post.follows(off, off, DeliveryStatus.DELIVERED)
    assert [data["status"] for _, data in post.events] == ["unreachable", "delivered"]
    assert counted(post.tally).count("sms:delivered") == 1


async def test_a_gateway_that_cannot_be_asked_is_asked_at_the_next_moment(
    post: PostOffice,
) -> None:
    await post.carries_out(Act.PIN)
    await post.follows(BUSY, DeliveryStatus.DELIVERED)
    assert [data["status"] for _, data in post.events] == ["delivered"]


async def test_a_typed_pin_was_delivered_whatever_the_gateway_would_say(
    world: PinWorld, post: PostOffice
) -> None:
    await post.carries_out(Act.PIN)
    await world.types(world.pin)
    assert isinstance(await post.carries_out(Act.FOLLOW), Ended)
    [entry] = world.sms.entries.values()
    assert (entry.status, post.events) == (DeliveryStatus.DELIVERED, [])
    assert counted(post.tally)[-1] == "sms:delivered"


async def test_a_superseded_message_is_followed_no_further(
    world: PinWorld, post: PostOffice
) -> None:
    await post.carries_out(Act.PIN)
    await world.gets_a_pin(phone="+79160000002")
    assert await post.carries_out(Act.FOLLOW) == Ended()


async def test_no_money_learned_from_a_status_alarms_the_operator(post: PostOffice) -> None:
    await post.carries_out(Act.PIN)
    with capture_logs() as lines:
        await post.follows(DeliveryStatus.NO_MONEY)
    [line] = lines
    assert (line["log_level"], line["gateway"], line["code"]) == ("critical", "smsc", "no_money")


async def test_the_phone_is_wiped_at_the_end_of_the_pin_and_not_before(
    world: PinWorld, post: PostOffice
) -> None:
    await post.carries_out(Act.PIN)
    world.clock.passes(minutes=9)
    await world.asks_again()
    again = await post.carries_out(Act.END)
    assert again == Again(world.clock.now + timedelta(minutes=10))
    assert world.pins.rows[0].phone == PHONE
    world.clock.passes(minutes=10)
    await post.carries_out(Act.END)
    assert world.pins.rows[0].phone is None


@pytest.mark.parametrize(("percent", "alarms"), [(None, 0), (40.0, 0), (38.0, 1)])
async def test_few_confirmed_messages_alarm_once_an_hour(
    world: PinWorld, post: PostOffice, percent: float | None, alarms: int
) -> None:
    world.sms.percent = percent
    world.clock.passes(minutes=10)
    with capture_logs() as lines:
        for _ in range(3):
            await post.carries_out(Act.END)
    assert [line["log_level"] for line in lines] == ["critical"] * alarms
    world.clock.passes(hours=1)
    with capture_logs() as lines:
        await post.carries_out(Act.END)
    assert len(lines) == alarms
