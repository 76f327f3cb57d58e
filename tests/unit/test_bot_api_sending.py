"""What the emulator refuses to send, in Telegram's words, and what it takes."""

import io
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox.telegram import TOKEN, Person, Rate, Telegram

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Sender:
    """A bot's side of the wire: returns the result or the description of the error."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._url = f"{address}/bot{TOKEN}/"

    async def call(self, method: str, **params: Any) -> Any:
        async with self._session.post(self._url + method, json=params) as response:
            body = await response.json()
            return body["result"] if body["ok"] else body["description"]

    async def upload(self, method: str, name: str, content: bytes) -> Any:
        form = aiohttp.FormData({"chat_id": "42"})
        form.add_field(name, io.BytesIO(content), filename="file.png")
        async with self._session.post(self._url + method, data=form) as response:
            body = await response.json()
            return body["result"] if body["ok"] else body["description"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    return Telegram(clock=clock)


@pytest.fixture
async def anna(telegram: Telegram) -> Person:
    anna = telegram.person(42, "Анна")
    await anna.starts()
    return anna


@pytest.fixture
async def bot(telegram: Telegram, anna: Person) -> AsyncIterator[Sender]:
    address = await telegram.start()
    async with aiohttp.ClientSession() as session:
        yield Sender(session, address)
    await telegram.stop()


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"chat_id": 42}, "Bad Request: message text is empty"),
        ({"text": "да"}, "Bad Request: chat_id is empty"),
        ({"chat_id": 7, "text": "да"}, "Bad Request: chat not found"),
        ({"chat_id": "@nobody", "text": "да"}, "Bad Request: chat not found"),
        (
            {"chat_id": 42, "text": "да", "reply_parameters": {"message_id": 99}},
            "Bad Request: message to be replied not found",
        ),
        (
            {"chat_id": 42, "text": "да", "reply_markup": "{"},
            "Bad Request: can't parse reply keyboard markup JSON object",
        ),
        (
            {"chat_id": 42, "text": "да", "reply_markup": [1]},
            "Bad Request: object expected as reply markup",
        ),
    ],
)
async def test_a_message_that_cannot_be_sent_is_refused(
    bot: Sender, anna: Person, params: dict[str, Any], refusal: str
) -> None:
    assert await bot.call("sendMessage", **params) == refusal
    assert not [message for message in anna.chat.messages if message.from_bot]


async def test_a_sent_message_is_returned_as_telegram_returns_it(bot: Sender) -> None:
    sent = await bot.call("sendMessage", chat_id=42, text="<b>да</b>", parse_mode="html")

    assert sent["text"] == "да"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert sent["chat"] == {"id": 42, "first_name": "Анна", "type": "private"}
    assert sent["from"]["is_bot"]
    assert (sent["message_id"], sent["date"]) == (2, 1_800_000_000)


async def test_a_reply_shows_what_it_answers(bot: Sender, anna: Person) -> None:
    question = await anna.says("вопрос")
    reply = {"message_id": question.message_id}
    gone = {"message_id": 99, "allow_sending_without_reply": True}

    sent = await bot.call("sendMessage", chat_id=42, text="ответ", reply_parameters=reply)
    alone = await bot.call("sendMessage", chat_id=42, text="ответ", reply_parameters=gone)

    assert sent["reply_to_message"]["text"] == "вопрос"
    assert "reply_to_message" not in alone


async def test_who_blocked_the_bot_never_wrote_or_is_gone_cannot_be_written_to(
    telegram: Telegram, bot: Sender, anna: Person
) -> None:
    boris = telegram.person(43, "Борис")

    assert await bot.call("sendMessage", chat_id=43, text="?") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    await boris.starts()
    await boris.deactivates()
    assert await bot.call("sendChatAction", chat_id=43, action="typing") == (
        "Forbidden: user is deactivated"
    )
    await anna.blocks()
    assert await bot.call("sendMessage", chat_id=42, text="?") == (
        "Forbidden: bot was blocked by the user"
    )
    await anna.unblocks()
    assert isinstance(await bot.call("sendMessage", chat_id=42, text="снова"), dict)


@pytest.mark.parametrize(
    ("reference", "refusal"),
    [
        ("", "There is no photo in the request"),
        ("photo-77", "wrong file identifier/HTTP URL specified"),
        ("https://example.org/a.png", "failed to get HTTP URL content"),
    ],
)
async def test_a_photo_that_is_not_there_is_refused(
    bot: Sender, reference: str, refusal: str
) -> None:
    answered = await bot.call("sendPhoto", chat_id=42, photo=reference)

    assert answered.lower() == f"bad request: {refusal}".lower()


async def test_what_is_no_picture_is_no_photo(bot: Sender) -> None:
    assert await bot.upload("sendPhoto", "photo", b"<svg/>") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await bot.upload("sendPhoto", "photo", b"") == "Bad Request: file must be non-empty"
    too_big = PNG + bytes(10 * 1024 * 1024)
    assert "too big for a photo" in await bot.upload("sendPhoto", "photo", too_big)
    assert isinstance(await bot.upload("sendPhoto", "photo", PNG), dict)


async def test_a_chat_action_is_shown_and_an_unknown_one_refused(
    telegram: Telegram, bot: Sender
) -> None:
    changes = telegram.changes()

    assert await bot.call("sendChatAction", chat_id=42, action="upload_photo") is True
    assert await bot.call("sendChatAction", chat_id=42, action="dancing") == (
        "Bad Request: wrong parameter action in request"
    )
    change = await anext(changes)
    assert (change["type"], change["chat_id"], change["action"]) == ("action", 42, "upload_photo")


async def test_flood_limits_hold_when_asked_for(
    telegram: Telegram, bot: Sender, clock: Clock
) -> None:
    await telegram.person(43, "Борис").starts()
    telegram.flood.per_chat = Rate(per_second=0.5, burst=2)
    telegram.flood.overall = Rate(per_second=30, burst=4)

    async def send(chat_id: int) -> Any:
        return await bot.call("sendMessage", chat_id=chat_id, text="?")

    assert isinstance(await send(42), dict)
    assert isinstance(await send(42), dict)
    assert await send(42) == "Too Many Requests: retry after 2"
    assert isinstance(await send(43), dict)
    clock.now += 2
    assert isinstance(await send(42), dict)
    assert await send(42) == "Too Many Requests: retry after 2"


async def test_an_overall_limit_counts_all_chats(
    telegram: Telegram, bot: Sender, clock: Clock
) -> None:
    await telegram.person(43, "Борис").starts()
    telegram.flood.overall = Rate(per_second=1, burst=1)

    assert isinstance(await bot.call("sendMessage", chat_id=42, text="?"), dict)
    assert await bot.call("sendMessage", chat_id=43, text="?") == (
        "Too Many Requests: retry after 1"
    )
    assert telegram.ledger.calls_of("sendMessage", 43)[0].error is not None


async def test_a_markup_is_checked_before_anything_is_sent_or_edited(
    telegram: Telegram, bot: Sender, anna: Person
) -> None:
    local = {"inline_keyboard": [[{"text": "Открыть", "url": "http://localhost/a"}]]}
    below = {"keyboard": [[{"text": "Номер", "request_contact": True}]]}
    await telegram.group(-500, "Отдел").adds_bot(anna)

    sent = await bot.call("sendMessage", chat_id=42, text="?", reply_markup=local)
    place = {"chat_id": 42, "message_id": sent["message_id"]}
    telegram.options.refuse_local_urls = True

    assert "Wrong HTTP URL" in await bot.call(
        "editMessageReplyMarkup", **place, reply_markup=local
    )
    assert await bot.call("editMessageText", **place, text="!", reply_markup=below) == (
        "Bad Request: inline keyboard expected"
    )
    assert await bot.call("sendMessage", chat_id=-500, text="?", reply_markup=below) == (
        "Bad Request: phone number can be requested in private chats only"
    )
    assert anna.last.text == "?"


async def test_a_file_is_described_by_its_id_only(bot: Sender) -> None:
    assert await bot.call("getFile") == "Bad Request: file_id not specified"
    assert await bot.call("getFile", file_id="photo-9") == (
        "Bad Request: wrong file_id or the file is temporarily unavailable"
    )


@pytest.mark.parametrize(
    ("commands", "refusal"),
    [
        ([{"command": "Help", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "help", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "help", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ("help", "can't parse commands JSON object"),
    ],
)
async def test_wrong_commands_are_refused(bot: Sender, commands: Any, refusal: str) -> None:
    assert await bot.call("setMyCommands", commands=commands) == f"Bad Request: {refusal}"
