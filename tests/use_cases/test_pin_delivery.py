"""Guards what a hand-over to a gateway leads to: for the PIN, the counters and the person."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.use_cases.pin.sms_jobs import Act
from bot.use_cases.ports.jobs import Again, Ended, JobState, Outcome
from bot.use_cases.ports.sms import (
    DeliveryStatus,
    RefusalKind,
    SmsRefused,
    SmsUncertain,
)
from bot.use_cases.ports.sms_log import Handover
from bot.use_cases.ports.tallies import Count, Source, What
from tests.conftest import FakeClock
from tests.use_cases.pin_chat import CHAT, INSURED, PHONE, PinWorld
from tests.use_cases.pin_fakes import commit
from tests.use_cases.post_office import PostOffice
from tests.use_cases.tally_fake import counted

BUSY = SmsRefused(RefusalKind.TRY_LATER, "220", "smsru")
NO_MONEY = SmsRefused(RefusalKind.OPERATOR_FAULT, "3", "smsc")
TIME_OUT = SmsUncertain("time-out", "smsc", "77")


@pytest.fixture
async def world(clock: FakeClock) -> PinWorld:
    """Give a world in which a PIN has just been ordered."""
    world = PinWorld(clock)
    await world.gets_a_pin()
    return world


@pytest.fixture
def post(world: PinWorld) -> PostOffice:
    return PostOffice(world)


async def test_the_text_is_made_when_it_leaves_and_the_pin_runs_from_the_acceptance(
    world: PinWorld, post: PostOffice
) -> None:
    world.clock.passes(seconds=30)
    await post.carries_out(Act.PIN)
    [sms] = post.sender.sent
    assert (sms.phone, sms.text, sms.ttl_minutes) == (PHONE, f"{world.pin} — sms-pin", 9)
    assert world.pins.rows[0].expires_at == world.clock.now + timedelta(minutes=10)
    entry = world.sms.entries[sms.key]
    assert (entry.handover, entry.gateway, entry.provider_id) == (
        Handover.ACCEPTED,
        "smsc",
        "77",
    )
    assert post.events == []


@pytest.mark.parametrize("end", ["confirmed", "superseded", "forgotten", "ordered again"])
async def test_a_message_nobody_waits_for_any_more_does_not_leave(
    world: PinWorld, post: PostOffice, end: str
) -> None:
    first = dict(world.jobs.left)
    if end == "confirmed":
        await world.types(world.pin)
    elif end == "superseded":
        await world.gets_a_pin(phone="+79160000002")
    elif end == "forgotten":
        commit([world.pins.forget(CHAT)])
    else:
        world.clock.passes(seconds=60)
        await world.asks_again()
    world.jobs.left = first
    assert await post.carries_out(Act.PIN) == Ended()
    assert (post.sender.sent, post.events) == ([], [])


async def test_an_expired_code_does_not_leave_and_the_person_is_told(
    world: PinWorld, post: PostOffice
) -> None:
    world.clock.passes(minutes=10)
    await post.carries_out(Act.PIN)
    assert post.sender.sent == []
    assert post.events == [("sms_failed", {"reason": "unavailable"})]


async def test_gateways_that_are_away_are_tried_again_for_two_minutes(
    world: PinWorld, post: PostOffice
) -> None:
    start, waits = world.clock.now, []
    outcome: Outcome = Again(start)
    while isinstance(outcome, Again):
        waits.append((outcome.not_before - start).total_seconds())
        world.clock.now = outcome.not_before
        post.sender.answers.append(BUSY)
        outcome = await post.carries_out(Act.PIN)
    assert waits == [0, 5, 15, 35, 65, 95]
    assert post.events == [("sms_failed", {"reason": "unavailable"})]


async def test_a_gateway_that_comes_back_sends_the_same_message(
    world: PinWorld, post: PostOffice
) -> None:
    post.sender.answers += [BUSY, NO_MONEY]
    outcomes = [await post.carries_out(Act.PIN) for _ in range(3)]
    assert [type(outcome) for outcome in outcomes] == [Again, Again, Ended]
    assert [sms.text for sms in post.sender.sent] == [f"{world.pin} — sms-pin"]
    assert post.events == []


@pytest.mark.parametrize("kind", [RefusalKind.NUMBER, RefusalKind.LIMIT, RefusalKind.SIM_CHANGED])
async def test_a_fault_of_the_phone_is_told_at_once(post: PostOffice, kind: RefusalKind) -> None:
    post.sender.answers.append(SmsRefused(kind, "8", "smsc"))
    assert isinstance(await post.carries_out(Act.PIN), Ended)
    assert post.events == [("sms_failed", {"reason": kind.value})]


async def test_a_message_that_never_left_is_charged_to_nobody(
    world: PinWorld, post: PostOffice
) -> None:
    post.sender.answers.append(SmsRefused(RefusalKind.NUMBER, "8", "smsc"))
    await post.carries_out(Act.PIN)
    assert world.charges.rows == []
    assert counted(post.tally) == ["sms:refused"]


@pytest.mark.parametrize(
    ("cost", "counts"),
    [
        (None, [Count(What.SMS_SENT)]),
        (Decimal("4.10"), [Count(What.SMS_SENT), Count(What.SMS_PRICED, amount=410)]),
    ],
)
async def test_a_message_that_left_counts_for_its_person_with_its_cost(
    post: PostOffice, cost: Decimal | None, counts: list[Count]
) -> None:
    post.sender.cost = cost
    await post.carries_out(Act.PIN)
    assert (post.tally.sources, post.tally.counts) == ([Source(CHAT, INSURED)], counts)


async def test_after_an_unclear_hand_over_nothing_leaves_twice_and_the_pin_counts(
    world: PinWorld, post: PostOffice
) -> None:
    world.clock.passes(seconds=15)
    post.sender.answers.append(TIME_OUT)
    outcome = await post.carries_out(Act.PIN)
    assert isinstance(outcome, Ended)
    assert (outcome.state, outcome.error) == (JobState.UNCERTAIN, "time-out")
    assert post.events == [("sms_uncertain", {})]
    assert world.pins.rows[0].expires_at == world.clock.now + timedelta(minutes=10)
    assert world.charges.count("pin.phone") == 1


async def test_what_became_of_an_unclear_hand_over_is_asked_where_it_can_be(
    post: PostOffice,
) -> None:
    post.sender.answers.append(TIME_OUT)
    await post.carries_out(Act.PIN)
    await post.follows(DeliveryStatus.DELIVERED)
    assert [kind for kind, _ in post.events] == ["sms_uncertain", "sms_status"]


async def test_a_job_of_a_dead_process_is_not_sent_again(
    world: PinWorld, post: PostOffice
) -> None:
    outcome = await post.carries_out(Act.PIN, resumed=True)
    assert isinstance(outcome, Ended)
    assert outcome.state is JobState.UNCERTAIN
    assert (post.sender.sent, post.events) == ([], [("sms_uncertain", {})])
    [entry] = world.sms.entries.values()
    assert (entry.handover, entry.gateway) == (Handover.UNCERTAIN, None)


async def test_a_message_sent_again_prefers_another_gateway(
    world: PinWorld, post: PostOffice
) -> None:
    await post.carries_out(Act.PIN)
    assert post.sender.preferred == []
    world.clock.passes(seconds=60)
    await world.asks_again()
    await post.carries_out(Act.PIN)
    assert post.sender.preferred == ["smsc"]
    first, second = post.sender.sent
    assert first.text == second.text
    assert first.key != second.key
