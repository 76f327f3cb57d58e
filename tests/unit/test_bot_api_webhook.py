"""Webhook delivery of the emulator: order, secret, retries, the answer that calls a method."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiohttp import web

from bot.sandbox.telegram import TOKEN, Person, Telegram

SECRET = "secret_token-1"


class Hook:
    """The bot's end of a webhook; `answer` decides what each update is answered."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.secrets: set[str | None] = set()
        self.answer: Callable[[dict[str, Any]], web.Response] = lambda _: web.Response()
        self.arrivals: asyncio.Queue[int] = asyncio.Queue()
        self.held = asyncio.Event()
        self.held.set()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.received]

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        answer = self.answer(update)
        self.received.append(update)
        self.arrivals.put_nowait(update["update_id"])
        await self.held.wait()
        return answer


@pytest.fixture
def telegram() -> Telegram:
    return Telegram(webhook_pace=0.001)


@pytest.fixture
def anna(telegram: Telegram) -> Person:
    return telegram.person(42, "Анна")


@pytest.fixture
async def hook() -> Hook:
    return Hook()


@pytest.fixture
async def url(hook: Hook) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


@pytest.fixture
async def bot(telegram: Telegram, url: str) -> AsyncIterator[Bot]:
    server = TelegramAPIServer.from_base(await telegram.start())
    async with Bot(TOKEN, AiohttpSession(api=server)) as bot:
        yield bot
    await telegram.stop()


async def test_what_was_pending_and_what_comes_is_delivered_with_the_secret(
    telegram: Telegram, bot: Bot, hook: Hook, url: str, anna: Person
) -> None:
    await anna.says("до")
    await bot.set_webhook(url, secret_token=SECRET)
    await anna.says("после")

    await telegram.waits(lambda: not telegram.ledger.unacknowledged())

    assert hook.texts == ["до", "после"]
    assert hook.secrets == {SECRET}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.last_error_message) == (url, 0, None)


async def test_a_refused_update_holds_up_its_own_chat_only(
    telegram: Telegram, bot: Bot, hook: Hook, url: str, anna: Person
) -> None:
    refusals = iter([500, 503, 410])

    def answer(update: dict[str, Any]) -> web.Response:
        is_first = update["message"]["text"] == "раз"
        return web.Response(status=next(refusals, 200) if is_first else 200)

    hook.answer = answer
    await bot.set_webhook(url)
    await anna.says("раз")
    await anna.says("два")
    await telegram.person(43, "Борис").says("от Бориса")

    await telegram.waits(lambda: not telegram.ledger.unacknowledged())

    assert [text for text in hook.texts if text != "от Бориса"] == ["раз"] * 4 + ["два"]
    assert telegram.ledger.updates[0].deliveries == 4
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 410 Gone"


async def test_retry_after_is_obeyed_and_a_senseless_one_ignored(
    telegram: Telegram, bot: Bot, hook: Hook, url: str, anna: Person
) -> None:
    waits = iter(["20", "soon"])

    def answer(_: dict[str, Any]) -> web.Response:
        wait = next(waits, None)
        return web.Response(status=500, headers={"Retry-After": wait}) if wait else web.Response()

    hook.answer = answer
    await bot.set_webhook(url)
    await anna.says("раз")

    await telegram.waits(lambda: not telegram.ledger.unacknowledged())

    assert hook.texts == ["раз"] * 3


async def test_an_unreachable_webhook_keeps_updates_pending(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    await bot.set_webhook("http://127.0.0.1:9/closed")
    await anna.says("раз")

    await telegram.waits(lambda: telegram.ledger.updates[0].deliveries > 1)

    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (1, "Connection refused")
    await bot.delete_webhook()
    assert [update.update_id for update in await bot.get_updates()] == [1]


async def test_polling_and_webhook_exclude_each_other(
    telegram: Telegram, bot: Bot, url: str
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.waits(lambda: telegram.is_polled)

    await bot.set_webhook(url)

    with pytest.raises(TelegramConflictError, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook"):
        await bot.get_updates()
    await bot.set_webhook("")
    assert await bot.get_updates() == []


async def test_pending_updates_are_dropped_when_asked_to(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    await anna.says("раз")

    await bot.delete_webhook(drop_pending_updates=True)

    assert await bot.get_updates() == []
    assert not telegram.ledger.unacknowledged()


async def test_a_webhook_may_call_a_method_in_its_answer(
    telegram: Telegram, bot: Bot, hook: Hook, url: str, anna: Person
) -> None:
    methods = iter(["sendMessage", "deleteWebhook", "getMe"])
    hook.answer = lambda _: web.json_response(
        {"method": next(methods), "chat_id": 42, "text": "по вебхуку"}
    )
    await bot.set_webhook(url)
    await anna.says("раз")
    await anna.sees("по вебхуку")
    await anna.says("два")
    await anna.says("три")

    await telegram.waits(lambda: not telegram.ledger.unacknowledged())

    assert len(telegram.ledger.calls_of("sendMessage")) == 1
    assert not telegram.ledger.calls_of("deleteWebhook")
    assert (await bot.get_webhook_info()).url == url


async def test_so_many_connections_and_no_more(
    telegram: Telegram, bot: Bot, hook: Hook, url: str
) -> None:
    hook.held.clear()
    await bot.set_webhook(url, max_connections=2, allowed_updates=["message"])
    for number in range(5):
        await telegram.person(100 + number, "Анна").says("раз")

    await hook.arrivals.get()
    await hook.arrivals.get()
    assert sum(given.deliveries for given in telegram.ledger.updates) == 2
    hook.held.set()
    await telegram.waits(lambda: not telegram.ledger.unacknowledged())

    assert len(hook.received) == 5
    info = await bot.get_webhook_info()
    assert (info.max_connections, info.allowed_updates) == (2, ["message"])


async def test_a_stopped_emulator_leaves_what_is_under_way_pending(
    telegram: Telegram, bot: Bot, hook: Hook, url: str, anna: Person
) -> None:
    hook.held.clear()
    await bot.set_webhook(url)
    await anna.says("раз")
    await hook.arrivals.get()

    await telegram.stop()

    assert len(telegram.ledger.unacknowledged()) == 1
    hook.held.set()


@pytest.mark.parametrize(
    ("url_given", "secret", "refusal"),
    [
        ("ftp://example.org", None, "invalid webhook URL specified"),
        ("https://example.org", "a b", "secret token contains unallowed characters"),
        ("https://example.org", "a" * 257, "secret token is too long"),
    ],
)
async def test_a_wrong_webhook_is_refused(
    bot: Bot, url_given: str, secret: str | None, refusal: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=refusal):
        await bot.set_webhook(url_given, secret_token=secret)
