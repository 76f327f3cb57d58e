"""Activation by link and by code: once, by the newest mail, in time."""

import asyncio
import json

import pytest

from bot.use_cases.activation.activate_by_code import CodeOutcome, WrongCode
from bot.use_cases.activation.mail_secrets import MailCodes
from bot.use_cases.ports.jobs import JobKind
from bot.use_cases.ports.web import ActivationState
from bot.web.activation import TOKEN_FORM, Activation
from tests.conftest import FakeClock
from tests.use_cases.account_fakes import Rows
from tests.use_cases.account_world import BORIS, CHAT, OTHER_CHAT, World, in_memory
from tests.use_cases.tally_fake import counted


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def world(clock: FakeClock, rows: Rows) -> World:
    return in_memory(clock, rows)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08}"


async def types(world: World, code: str, chat_id: int = CHAT) -> object:
    return await world.does(world.by_code, chat_id, code, world.cause())


async def test_the_link_activates_and_the_chat_and_the_cabinet_are_told(
    world: World, rows: Rows
) -> None:
    await world.registers()
    [token] = rows.tokens()
    page: Activation = world.by_token
    assert TOKEN_FORM.fullmatch(token)
    assert await page.look(token) is ActivationState.READY
    assert await page.activate(token) is ActivationState.ACTIVATED
    assert await world.is_active(CHAT)
    assert counted(world.tally) == ["account:made", "account:activated"]
    [account_id] = rows.activated
    [event], [hand_over] = rows.of_kind(JobKind.EVENT), rows.of_kind(JobKind.CABINET)
    assert event.person == CHAT
    assert json.loads(event.payload) == {"kind": "activated", "data": {"account": account_id}}
    assert json.loads(hand_over.payload)["account"] == account_id


async def test_looking_changes_nothing(world: World, rows: Rows) -> None:
    await world.registers()
    for _ in range(1000):
        await world.by_token.look(rows.tokens()[0])
    assert await world.has_pending(CHAT)
    assert rows.of_kind(JobKind.EVENT) == []


async def test_of_200_presses_exactly_one_activates(world: World, rows: Rows) -> None:
    await world.registers()
    [token] = rows.tokens()
    states = await asyncio.gather(*(world.by_token.activate(token) for _ in range(200)))
    assert states.count(ActivationState.ACTIVATED) == 1
    assert states.count(ActivationState.ALREADY_ACTIVE) == 199
    assert len(rows.of_kind(JobKind.EVENT)) == 1


async def test_without_a_cabinet_nothing_is_handed_over(clock: FakeClock, rows: Rows) -> None:
    world = in_memory(clock, rows, cabinet=False)
    await world.registers()
    assert await world.by_token.activate(rows.tokens()[0]) is ActivationState.ACTIVATED
    assert rows.of_kind(JobKind.CABINET) == []


async def test_a_link_works_until_a_day_has_passed(
    world: World, rows: Rows, clock: FakeClock
) -> None:
    await world.registers()
    clock.passes(hours=23, minutes=59)
    assert await world.by_token.look(rows.tokens()[0]) is ActivationState.READY
    clock.passes(minutes=1)
    assert await world.by_token.activate(rows.tokens()[0]) is ActivationState.EXPIRED
    assert await types(world, await world.code()) is CodeOutcome.NO_LIVE_CODE


async def test_a_token_nobody_mailed_is_unknown(world: World, rows: Rows) -> None:
    await world.registers()
    [token] = rows.tokens()
    for wrong in (token.swapcase(), token[:-1], "A" * 43):
        assert await world.by_token.activate(wrong) is ActivationState.UNKNOWN


async def test_the_code_activates_in_the_chat_which_needs_no_event(
    world: World, rows: Rows
) -> None:
    await world.registers()
    code = await world.code()
    assert await types(world, f" {code[:4]} {code[4:]} ") is CodeOutcome.ACTIVATED
    assert rows.of_kind(JobKind.EVENT) == []
    assert len(rows.of_kind(JobKind.CABINET)) == 1
    assert await types(world, code) is CodeOutcome.ALREADY_ACTIVE
    assert await world.by_token.look(rows.tokens()[0]) is ActivationState.ALREADY_ACTIVE


async def test_after_five_wrong_codes_the_right_one_is_refused_until_a_new_mail(
    world: World, clock: FakeClock
) -> None:
    await world.registers()
    right = await world.code()
    for left in (4, 3, 2, 1, 0):
        assert await types(world, other_than(right)) == WrongCode(left)
    assert await types(world, right) == WrongCode(0)
    clock.passes(minutes=2)
    await world.does(world.resend, CHAT, world.cause())
    assert await types(world, await world.code()) is CodeOutcome.ACTIVATED


async def test_what_is_no_code_costs_no_try(world: World) -> None:
    await world.registers()
    for text in ("1234567", "123456789", "１２３４５６７８", "+7 916 000-00-01"):
        assert await types(world, text) is CodeOutcome.MALFORMED
    for text in ("не пришло", "спасибо", ""):
        assert await types(world, text) is CodeOutcome.NO_DIGITS
    assert await types(world, other_than(await world.code())) == WrongCode(4)


async def test_the_code_of_an_older_mail_is_named_as_such_and_charged(
    world: World, clock: FakeClock
) -> None:
    await world.registers()
    old = await world.code()
    clock.passes(minutes=2)
    await world.does(world.resend, CHAT, world.cause())
    assert await types(world, old) is CodeOutcome.OLD_CODE
    assert await types(world, other_than(old)) == WrongCode(3)


async def test_an_older_link_of_an_activated_account_says_that_it_is_active(
    world: World, rows: Rows, clock: FakeClock
) -> None:
    await world.registers()
    clock.passes(minutes=2)
    await world.does(world.resend, CHAT, world.cause())
    old, new = rows.tokens()
    assert await world.by_token.look(old) is ActivationState.REPLACED
    assert await world.by_token.activate(new) is ActivationState.ACTIVATED
    for ask in (world.by_token.look, world.by_token.activate):
        assert await ask(old) is ActivationState.ALREADY_ACTIVE
        assert await ask("A" * 43) is ActivationState.UNKNOWN


async def test_a_link_replaced_by_another_registration_tells_nothing_of_it(
    world: World, rows: Rows
) -> None:
    await world.registers()
    await world.registers(OTHER_CHAT, email="other@example.ru")
    old, new = rows.tokens()
    assert await world.by_token.activate(new) is ActivationState.ACTIVATED
    assert await world.by_token.look(old) is ActivationState.REPLACED


async def test_a_code_works_only_in_its_own_chat(world: World) -> None:
    await world.registers()
    await world.registers(OTHER_CHAT, BORIS, "boris@example.ru")
    assert await types(world, await world.code(CHAT), OTHER_CHAT) == WrongCode(4)
    assert await types(world, "00000000", chat_id=99) is CodeOutcome.NOTHING_PENDING


async def test_the_code_of_a_taken_email_is_answered_like_a_wrong_one(
    world: World, rows: Rows, clock: FakeClock
) -> None:
    await world.registers()
    await world.by_token.activate(rows.tokens()[0])
    clock.passes(minutes=2)
    await world.registers(OTHER_CHAT, BORIS)
    right = await world.code(OTHER_CHAT)
    assert await types(world, other_than(right), OTHER_CHAT) == WrongCode(4)
    assert await types(world, right, OTHER_CHAT) == WrongCode(3)


def test_a_mailed_code_outlives_a_key_rotation() -> None:
    challenge = "0f" * 16
    code = MailCodes((b"o" * 32,)).code_of(challenge)
    rotated = MailCodes((b"n" * 32, b"o" * 32))
    assert rotated.fits(challenge, code)
    assert rotated.code_of(challenge) != code
    assert b"n" * 32 not in repr(rotated).encode()
