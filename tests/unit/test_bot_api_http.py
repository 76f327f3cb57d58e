"""The wire of the Bot API emulator: paths, encodings, envelope, files, profile methods."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    MenuButtonCommands,
)

from bot.sandbox.telegram import TOKEN, Telegram

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8) + (3).to_bytes(4) + (2).to_bytes(4)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x05\x00\x07rest"


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
async def address(telegram: Telegram) -> AsyncIterator[str]:
    yield await telegram.start()
    await telegram.stop()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def bot(address: str) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(address))) as bot:
        yield bot


async def answer(response: aiohttp.ClientResponse) -> tuple[int, dict[str, Any]]:
    return response.status, await response.json()


@pytest.mark.parametrize("method", ["getMe", "getme", "GETME"])
@pytest.mark.parametrize("verb", ["GET", "POST"])
async def test_a_method_is_found_in_any_case_by_get_and_post(
    address: str, http: aiohttp.ClientSession, verb: str, method: str
) -> None:
    status, body = await answer(await http.request(verb, f"{address}/bot{TOKEN}/{method}"))

    assert status == 200
    assert body["ok"]
    assert body["result"]["id"] == int(TOKEN.partition(":")[0])
    assert body["result"]["is_bot"]


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot1:wrong/getMe", 401, "Unauthorized"),
        (f"/bot{TOKEN}/sendPigeon", 404, "Not Found: method not found"),
        ("/elsewhere", 404, "Not Found"),
        ("/", 404, "Not Found"),
    ],
)
async def test_what_is_not_there_is_refused_in_telegrams_envelope(
    address: str, http: aiohttp.ClientSession, path: str, status: int, description: str
) -> None:
    answered = await answer(await http.get(address + path))

    assert answered == (
        status,
        {"ok": False, "error_code": status, "description": description},
    )


async def test_parameters_come_by_query_form_json_and_multipart(
    telegram: Telegram, address: str, http: aiohttp.ClientSession
) -> None:
    await telegram.person(42, "Анна").starts()
    url = f"{address}/bot{TOKEN}/sendMessage"
    form = aiohttp.FormData({"chat_id": "42", "text": "multipart"})
    keyboard = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    multipart = aiohttp.MultipartWriter("form-data")
    multipart.append("42").set_content_disposition("form-data", name="chat_id")
    multipart.append("parts").set_content_disposition("form-data", name="text")

    await http.get(url, params={"chat_id": 42, "text": "query"})
    await http.post(url, data=form)
    await http.post(url, json={"chat_id": 42, "text": "json", "reply_markup": keyboard})
    await http.post(url, data=multipart)

    chat = telegram.chat(42)
    assert [message.text for message in chat.messages if message.from_bot] == [
        "query",
        "multipart",
        "json",
        "parts",
    ]
    assert chat.button("Да") is not None


async def test_a_body_that_nobody_can_read_is_a_call_without_parameters(
    address: str, http: aiohttp.ClientSession
) -> None:
    url = f"{address}/bot{TOKEN}/sendMessage"

    for body in (b"{broken", b"[1]"):
        response = await http.post(url, data=body, headers={"Content-Type": "application/json"})
        assert (await response.json())["description"] == "Bad Request: message text is empty"


async def test_aiogram_is_told_that_a_foreign_token_is_not_authorized(address: str) -> None:
    server = TelegramAPIServer.from_base(address)
    async with Bot("2:foreign", AiohttpSession(api=server)) as bot:
        with pytest.raises(TelegramUnauthorizedError):
            await bot.get_me()


async def test_only_the_loopback_address_is_served() -> None:
    for host in ("0.0.0.0", "192.0.2.1", "example.org", ""):
        with pytest.raises(ValueError, match="loopback"):
            await Telegram().start(host)


async def test_an_uploaded_photo_is_seen_and_can_be_downloaded(
    telegram: Telegram, bot: Bot
) -> None:
    anna = telegram.person(42, "Анна")
    await anna.starts()

    sent = await bot.send_photo(42, BufferedInputFile(PNG, "captcha.png"), caption="символы")

    seen = await anna.sees("символы")
    assert (seen.photo, seen.file_name) == (PNG, "captcha.png")
    assert sent.photo is not None
    assert (sent.photo[-1].width, sent.photo[-1].height) == (3, 2)
    downloaded = await bot.download(sent.photo[-1])
    assert downloaded is not None
    assert downloaded.read() == PNG


async def test_a_jpeg_tells_its_size(telegram: Telegram, bot: Bot) -> None:
    await telegram.person(42, "Анна").starts()

    sent = await bot.send_photo(42, BufferedInputFile(JPEG, "poster.jpg"))

    assert sent.photo is not None
    assert (sent.photo[0].width, sent.photo[0].height) == (7, 5)


async def test_a_document_keeps_its_name_and_can_be_sent_again_by_id(
    telegram: Telegram, bot: Bot
) -> None:
    anna = telegram.person(42, "Анна")
    await anna.starts()

    sent = await bot.send_document(42, BufferedInputFile(b"a;b", "people.csv"))
    assert sent.document is not None
    again = await bot.send_document(42, sent.document.file_id, caption="ещё раз")

    assert again.document is not None
    assert (again.document.file_name, again.document.mime_type) == ("people.csv", "text/csv")
    assert (await anna.sees("ещё раз")).document == b"a;b"


async def test_an_unknown_file_is_not_served(address: str, http: aiohttp.ClientSession) -> None:
    for token in (TOKEN, "1:wrong"):
        response = await http.get(f"{address}/file/bot{token}/photo-1/a.png")
        assert response.status == 404


async def test_the_profile_remembers_texts_commands_and_menu_button(
    telegram: Telegram, bot: Bot
) -> None:
    await telegram.person(42, "Анна").starts()
    commands = [BotCommand(command="help", description="Помощь")]
    scope = BotCommandScopeAllPrivateChats()

    await bot.set_my_name("Кабинет")
    await bot.set_my_description("Регистрация в кабинете")
    await bot.set_my_short_description("Кабинет")
    await bot.set_my_commands(commands, scope=scope)
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())

    assert (await bot.get_my_name()).name == "Кабинет"
    assert (await bot.get_my_description()).description == "Регистрация в кабинете"
    assert (await bot.get_my_short_description()).short_description == "Кабинет"
    assert [command.command for command in await bot.get_my_commands(scope=scope)] == ["help"]
    assert await bot.get_my_commands() == []
    assert (await bot.get_chat_menu_button()).type == "commands"
    snapshot = telegram.snapshot(42)
    assert snapshot["commands"] == [{"command": "help", "description": "Помощь"}]
    assert snapshot["bot"]["first_name"] == "Кабинет"
    await bot.delete_my_commands(scope=scope)
    assert telegram.snapshot(42)["commands"] == []


async def test_parting_with_the_server_is_taken(bot: Bot) -> None:
    assert await bot.log_out()
    assert await bot.close()


async def test_a_private_chat_is_described_and_cannot_be_left(
    telegram: Telegram, address: str, bot: Bot, http: aiohttp.ClientSession
) -> None:
    await telegram.person(42, "Анна", "Иванова", "anna").starts()

    chat = await bot.get_chat(42)
    refused = await http.post(f"{address}/bot{TOKEN}/leaveChat", data={"chat_id": 42})

    assert (chat.type, chat.first_name, chat.username) == ("private", "Анна", "anna")
    assert (await refused.json())["description"] == (
        "Bad Request: chat member status can't be changed in private chats"
    )
