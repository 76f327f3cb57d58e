"""getUpdates of the emulator: acknowledgement, long polling, conflicts, ids, the ledger."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox.telegram import TOKEN, Person, Telegram

OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
    " running"
)


class Poller:
    """A bot that does nothing but fetch."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._url = f"{address}/bot{TOKEN}/"

    async def call(self, method: str, **params: Any) -> Any:
        async with self._session.post(self._url + method, json=params) as response:
            return await response.json()

    async def texts(self, **params: Any) -> list[str]:
        updates = (await self.call("getUpdates", **params))["result"]
        return [update["message"]["text"] for update in updates]

    async def ids(self, **params: Any) -> list[int]:
        updates = (await self.call("getUpdates", **params))["result"]
        return [update["update_id"] for update in updates]


@pytest.fixture
def telegram() -> Telegram:
    return Telegram(clock=lambda: 1_800_000_000.0)


@pytest.fixture
def anna(telegram: Telegram) -> Person:
    return telegram.person(42, "Анна")


@pytest.fixture
async def poller(telegram: Telegram) -> AsyncIterator[Poller]:
    address = await telegram.start()
    async with aiohttp.ClientSession() as session:
        yield Poller(session, address)
    await telegram.stop()


async def waiting(telegram: Telegram, poller: Poller, **params: Any) -> asyncio.Task[Any]:
    """Start a long poll and return when the emulator holds it."""
    held = asyncio.create_task(poller.call("getUpdates", **params))
    await telegram.waits(lambda: telegram.is_polled)
    return held


async def test_updates_come_again_until_an_offset_acknowledges_them(
    anna: Person, poller: Poller
) -> None:
    for text in ("раз", "два", "три"):
        await anna.says(text)

    assert await poller.texts() == ["раз", "два", "три"]
    assert await poller.texts() == ["раз", "два", "три"]
    assert await poller.texts(offset=2) == ["два", "три"]
    assert await poller.texts() == ["два", "три"]
    assert await poller.texts(offset=4) == []


async def test_the_limit_is_between_1_and_100(anna: Person, poller: Poller) -> None:
    for number in range(105):
        await anna.says(str(number))

    assert await poller.texts(limit=2) == ["0", "1"]
    assert len(await poller.texts(limit=1000)) == 100
    assert await poller.texts(limit=-5) == ["0"]


async def test_a_negative_offset_forgets_all_but_the_last(anna: Person, poller: Poller) -> None:
    for text in ("раз", "два", "три"):
        await anna.says(text)

    assert await poller.texts(offset=-1) == ["три"]
    assert await poller.texts() == ["три"]


async def test_a_long_poll_is_answered_by_the_next_update(
    telegram: Telegram, anna: Person, poller: Poller
) -> None:
    held = await waiting(telegram, poller, timeout=30)

    await anna.says("наконец")

    assert (await held)["result"][0]["message"]["text"] == "наконец"


async def test_a_second_poller_ends_the_first_with_409(
    telegram: Telegram, anna: Person, poller: Poller
) -> None:
    older = await waiting(telegram, poller, timeout=30)

    newer = asyncio.create_task(poller.call("getUpdates", timeout=30))

    assert await older == {"ok": False, "error_code": 409, "description": OTHER_POLLER}
    await anna.says("кому?")
    assert len((await newer)["result"]) == 1


async def test_a_poller_that_died_takes_nothing_along(
    telegram: Telegram, anna: Person, poller: Poller
) -> None:
    held = await waiting(telegram, poller, timeout=30)
    held.cancel()
    await asyncio.gather(held, return_exceptions=True)

    await anna.says("раз")

    assert await poller.texts() == ["раз"]


async def test_an_empty_long_poll_ends_with_its_time(poller: Poller) -> None:
    assert await poller.call("getUpdates", timeout=1) == {"ok": True, "result": []}


async def test_allowed_updates_are_remembered_between_calls(anna: Person, poller: Poller) -> None:
    await poller.call("getUpdates", allowed_updates=["message"])
    await poller.call("getUpdates")

    await anna.blocks()
    await anna.says("только сообщения")

    assert await poller.texts() == ["только сообщения"]
    await poller.call("getUpdates", allowed_updates=[])
    await anna.blocks()
    assert len(await poller.ids()) == 2


async def test_any_update_can_be_injected_even_one_that_nobody_can_parse(
    telegram: Telegram, poller: Poller
) -> None:
    telegram.give({"message": "not an object"})
    telegram.give({"update_id": 700, "future_kind": {"x": 1}})

    assert await poller.ids() == [1, 700]
    assert telegram.give({"poll": {}}).update_id == 701


async def test_an_update_comes_twice_in_one_batch_and_once_more_after_acknowledgement(
    telegram: Telegram, anna: Person, poller: Poller
) -> None:
    await anna.says("раз")
    telegram.redeliver(1)

    assert await poller.ids() == [1, 1]
    assert await poller.ids(offset=2) == []
    await anna.says("два")
    telegram.redeliver(1)
    assert await poller.ids(offset=2) == [2, 1]
    assert await poller.ids(offset=3) == []
    assert not telegram.ledger.unacknowledged()


async def test_a_redelivered_update_survives_an_offset_counted_before_it_came(
    telegram: Telegram, anna: Person, poller: Poller
) -> None:
    await anna.says("раз")
    await poller.ids(offset=2)

    telegram.redeliver(1)

    assert await poller.ids(offset=2) == [1]


async def test_ids_may_jump_down_and_an_old_offset_acknowledges_nothing_of_the_new_numbering(
    telegram: Telegram, anna: Person, poller: Poller
) -> None:
    telegram.number_updates_from(1000)
    await anna.says("до")
    assert await poller.ids(offset=0) == [1000]
    assert await poller.ids(offset=1001) == []

    telegram.number_updates_from(5)
    await anna.says("после")
    await anna.says("ещё")

    assert await poller.ids(offset=1001) == [5, 6]
    assert await poller.ids(offset=1001) == [5, 6]
    assert await poller.ids(offset=6) == [6]
    assert await poller.ids(offset=7) == []


async def test_the_ledger_knows_the_life_of_every_update(
    telegram: Telegram, anna: Person, poller: Poller
) -> None:
    await anna.says("раз")
    await anna.blocks()
    await poller.ids()
    await poller.ids(offset=2)

    first, second = telegram.ledger.updates
    assert (first.update_id, first.kind, first.chat_id) == (1, "message", 42)
    assert (first.deliveries, first.acknowledged) == (1, 1_800_000_000.0)
    assert (second.kind, second.chat_id, second.deliveries) == ("my_chat_member", 42, 2)
    assert second.acknowledged is None
    assert telegram.ledger.unacknowledged() == [second]
    assert telegram.ledger.update(1) is first


async def test_the_ledger_knows_every_method_received(
    telegram: Telegram, anna: Person, poller: Poller
) -> None:
    await anna.starts()
    await telegram.person(43, "Борис").starts()
    await poller.call("sendMessage", chat_id=42, text="Здравствуйте")
    await poller.call("sendmessage", chat_id=43, text="")

    sent = telegram.ledger.calls_of("sendMessage")
    assert [call.chat_id for call in sent] == [42, 43]
    assert sent[0].params["text"] == "Здравствуйте"
    assert sent[0].result["message_id"] == 3
    assert sent[1].error == "Bad Request: message text is empty"
    assert telegram.ledger.calls_of("sendMessage", 42) == sent[:1]
    assert telegram.ledger.calls_of("sendMessage", failed=True) == sent[1:]
    assert [call.method for call in telegram.ledger.calls] == ["sendMessage", "sendMessage"]
    assert "Здравствуйте" not in repr(sent)
