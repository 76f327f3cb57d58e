"""A reply that can never be sent holds its chat up for a moment; one that can is not given up."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramServerError,
)
from aiogram.methods import SendMessage
from structlog.testing import capture_logs

from bot.sender import delivery, results, sender
from bot.sender.results import Results
from storage.engine import Database, DatabaseAway
from storage.keys import Keyring
from storage.sent import Sent
from tests.conftest import FakeClock
from tests.machine import ANNA, BORIS, Machine, SmallTalk, machine, note

METHOD = SendMessage(chat_id=ANNA, text="")
AWAY = (
    TelegramNetworkError(METHOD, "Request timeout error"),
    TelegramServerError(METHOD, "Bad Gateway"),
    ClientDecodeError("Failed to decode object", ValueError(), "<html>"),
    DatabaseAway("database is locked"),
)
FAULTS = (LookupError("no such text"), TelegramEntityTooLarge(METHOD, "too large"))


@pytest.fixture(autouse=True)
def _impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "FAULT_PAUSES", (0,))
    monkeypatch.setattr(results, "BATCH_SECONDS", 0.01)


async def hears(process: Machine, recipe_fails: list[Exception]) -> list[str]:
    process.wire.faults = recipe_fails
    await process.receives(1, "привет")
    await process.is_through()
    return process.wire.heard_by(ANNA)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@pytest.mark.parametrize("url_with_tables", ["sqlite"], indirect=True)
async def test_a_reply_that_fails_for_its_own_reason_is_skipped(
    database: Database, keys: Keyring, clock: FakeClock, fault: Exception
) -> None:
    talk = SmallTalk(answers={"привет": (note("раз"), note("два"))})
    async with machine(database, keys, clock, talk=talk) as process:
        assert await hears(process, [fault] * sender.FAULTS_AT_MOST) == ["два"]
        assert process.counted("bot_replies_total", result="skipped") == 1


@pytest.mark.parametrize("fault", AWAY, ids=lambda fault: type(fault).__name__)
@pytest.mark.parametrize("url_with_tables", ["sqlite"], indirect=True)
async def test_a_reply_waits_for_a_telegram_or_a_database_that_is_away(
    database: Database, keys: Keyring, clock: FakeClock, fault: Exception
) -> None:
    async with machine(database, keys, clock) as process:
        assert await hears(process, [fault] * 2 * sender.FAULTS_AT_MOST) == ["эхо: привет"]


@pytest.mark.parametrize("url_with_tables", ["sqlite"], indirect=True)
async def test_a_recipe_that_fails_each_time_is_skipped(
    database: Database, keys: Keyring, clock: FakeClock
) -> None:
    async def broken(chat_id: int, params: Mapping[str, Any]) -> dict[str, Any]:
        raise LookupError(chat_id)

    talk = SmallTalk(answers={"привет": (note("", "broken"), note("дальше"))})
    async with machine(database, keys, clock, talk=talk, recipes={"broken": broken}) as process:
        assert await hears(process, []) == ["дальше"]


@pytest.mark.parametrize("url_with_tables", ["sqlite"], indirect=True)
@pytest.mark.parametrize("fault", [None, AWAY[0]], ids=["shown", "cannot be shown"])
async def test_who_waits_for_a_picture_sees_that_it_is_being_made(
    database: Database,
    keys: Keyring,
    clock: FakeClock,
    fault: Exception | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery, "NOTICED", 0.01)
    monkeypatch.setattr(delivery, "SHOWN", 0.01)

    async def drawn(chat_id: int, params: Mapping[str, Any]) -> dict[str, Any]:
        await process.wire.seen_busy.wait()
        return {"text": "картина"}

    talk = SmallTalk(answers={"привет": (note("", "drawn"),)})
    async with machine(database, keys, clock, talk=talk, recipes={"drawn": drawn}) as process:
        assert await hears(process, [fault] if fault else []) == ["картина"]


async def test_however_many_chats_wait_each_has_its_turn(
    database: Database, keys: Keyring, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "LINES_REMEMBERED", 2)
    people = range(ANNA, ANNA + 5)
    async with machine(database, keys, clock) as process:
        process.wire.open.clear()
        for update_id, person in enumerate([*people, *people], 1):
            await process.receives(update_id, "привет", person)
        process.wire.open.set()
        await process.is_through()
        assert [process.wire.heard_by(one) for one in people] == [["эхо: привет"] * 2] * 5


async def test_a_result_that_cannot_be_noted_holds_up_no_other() -> None:
    noted: list[Sent] = []

    async def note(batch: Sequence[Sent]) -> None:
        if any(sent.chat_id == ANNA for sent in batch):
            raise LookupError
        noted.extend(batch)

    gathered = Results(note)
    for chat_id in (ANNA, BORIS):
        gathered.add(Sent(chat_id, 1))
    with capture_logs() as logs:
        await gathered.flush()
    assert noted == [Sent(BORIS, 1)]
    assert [line["event"] for line in logs] == ["results refused", "result lost"]
    async with asyncio.timeout(1):
        await gathered.written(ANNA)


async def test_two_flushes_write_each_result_once() -> None:
    open_ = asyncio.Event()
    noted: list[Sent] = []

    async def note_slowly(batch: Sequence[Sent]) -> None:
        await open_.wait()
        noted.extend(batch)

    gathered = Results(note_slowly)
    first, second = Sent(ANNA, 1), Sent(ANNA, 2)
    gathered.add(first)
    one = asyncio.create_task(gathered.flush())
    await asyncio.sleep(0)
    gathered.add(second)
    other = asyncio.create_task(gathered.flush())
    await asyncio.sleep(0)
    open_.set()
    await asyncio.gather(one, other)
    await gathered.flush()
    assert noted == [first, second]
