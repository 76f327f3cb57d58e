"""Guards that a picture has one try and a solved one as many checks as it was given."""

from datetime import timedelta

import pytest

from bot.use_cases.ports.captchas import Captcha
from storage.captchas import StoredCaptchas
from storage.engine import Database, sqlite_file
from storage.keys import Keyring
from storage.unit_of_work import Conflict, execute
from tests.conftest import FakeClock

CHAT = 4_000_000_000
MINUTE = timedelta(minutes=1)


@pytest.fixture
def captchas(database: Database, keys: Keyring, clock: FakeClock) -> StoredCaptchas:
    return StoredCaptchas(database, keys, clock)


async def drawn(captchas: StoredCaptchas, answer: str = "AXK34") -> Captcha:
    await execute(captchas.database, captchas.put(CHAT, answer))
    captcha = await captchas.find(CHAT)
    assert captcha is not None
    return captcha


async def test_a_chat_has_its_newest_picture(captchas: StoredCaptchas, clock: FakeClock) -> None:
    assert await captchas.find(CHAT) is None
    await drawn(captchas)
    clock.passes(seconds=5)
    assert await drawn(captchas, "HJM79") == Captcha(CHAT, clock.now, "HJM79")


async def test_a_picture_is_solved_once_and_opens_its_checks(captchas: StoredCaptchas) -> None:
    captcha, until = await drawn(captchas), captchas.clock() + 30 * MINUTE
    await execute(captchas.database, [captchas.solve(captcha, until, 2)])
    with pytest.raises(Conflict):
        await execute(captchas.database, [captchas.solve(captcha, until, 2)])
    for _ in range(2):
        await execute(captchas.database, [captchas.use_up(CHAT)])
    with pytest.raises(Conflict):
        await execute(captchas.database, [captchas.use_up(CHAT)])
    solved = await captchas.find(CHAT)
    assert solved is not None
    assert (solved.tried, solved.holds_until, solved.checks_left) == (True, until, 0)


async def test_a_replaced_picture_can_no_longer_be_solved(
    captchas: StoredCaptchas, clock: FakeClock
) -> None:
    old = await drawn(captchas)
    clock.passes(seconds=5)
    await drawn(captchas)
    with pytest.raises(Conflict):
        await execute(captchas.database, [captchas.solve(old, clock.now + MINUTE, 3)])


async def test_the_time_of_a_picture_runs_from_its_send(
    captchas: StoredCaptchas, clock: FakeClock
) -> None:
    captcha = await drawn(captchas)
    await captchas.confirm_send(captcha, clock.now + 3 * MINUTE)
    sent = await captchas.find(CHAT)
    assert sent is not None
    assert sent.valid_until == clock.now + 3 * MINUTE
    clock.passes(minutes=3)
    with pytest.raises(Conflict):
        await execute(captchas.database, [captchas.solve(sent, clock.now + MINUTE, 3)])


async def test_a_send_of_the_former_picture_does_not_touch_the_new_one(
    captchas: StoredCaptchas, clock: FakeClock
) -> None:
    old = await drawn(captchas)
    clock.passes(seconds=5)
    new = await drawn(captchas)
    await captchas.confirm_send(old, clock.now + MINUTE)
    assert await captchas.find(CHAT) == new


async def test_a_forgotten_captcha_is_gone(captchas: StoredCaptchas) -> None:
    await drawn(captchas)
    await execute(captchas.database, [captchas.forget(CHAT)])
    assert await captchas.find(CHAT) is None


@pytest.mark.parametrize("url_with_tables", ["sqlite"], indirect=True)
async def test_the_answer_lies_encrypted_and_in_no_repr(
    captchas: StoredCaptchas, sqlite_url: str
) -> None:
    captcha = await drawn(captchas, "HJMTX")
    path = sqlite_file(sqlite_url)
    everything = b"".join(part.read_bytes() for part in path.parent.glob("bot.db*"))
    assert b"captchas" in everything
    assert b"HJMTX" not in everything
    assert "HJMTX" not in repr(captcha)
