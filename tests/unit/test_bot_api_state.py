"""What of the emulator survives a restart."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile, KeyboardButton, ReplyKeyboardMarkup

from bot.sandbox.telegram import TOKEN, Telegram

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)


def client(address: str) -> Bot:
    return Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(address)))


async def test_chats_ids_and_pending_updates_survive(tmp_path: Path) -> None:
    path = tmp_path / "sandbox" / "telegram.json"
    before = Telegram(state_file=path)
    anna = before.person(42, "Анна")
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Назад")]])
    async with client(await before.start()) as bot:
        await anna.starts()
        await anna.says("раз")
        await bot.get_updates(offset=2)
        await bot.send_photo(42, BufferedInputFile(PNG, "a.png"), caption="символы")
        await bot.send_message(42, "Телефон", reply_markup=keyboard)
    await before.stop()

    after = Telegram(state_file=path)
    anna = after.person(42, "Анна")
    async with client(await after.start()) as bot:
        pending = await bot.get_updates()
        sent = await bot.send_message(42, "дальше")
        await anna.says("два")
        fresh = await bot.get_updates(offset=3)
        photo = await bot.send_photo(42, BufferedInputFile(PNG, "b.png"))
    await after.stop()

    assert [update.update_id for update in pending] == [2]
    assert [update.update_id for update in fresh] == [3]
    assert [message.text for message in anna.chat.messages] == [
        "/start",
        "раз",
        "символы",
        "Телефон",
        "дальше",
        "два",
        "",
    ]
    assert (sent.message_id, anna.chat.messages[2].photo) == (5, PNG)
    assert photo.photo is not None
    assert photo.photo[0].file_id != anna.chat.messages[2].raw["photo"][0]["file_id"]
    assert [button.text for row in anna.chat.reply_keyboard for button in row] == ["Назад"]


async def test_changes_reach_the_file_while_running(tmp_path: Path) -> None:
    path = tmp_path / "telegram.json"
    telegram = Telegram(state_file=path)
    await telegram.start()
    await telegram.person(42, "Анна").says("раз")

    async with asyncio.timeout(5):
        while not path.exists():  # noqa: ASYNC110 - a file tells nobody when it appears
            await asyncio.sleep(0.01)

    assert json.loads(path.read_text())["chats"][0]["messages"][0]["raw"]["text"] == "раз"
    await telegram.stop()


async def test_an_unreadable_or_foreign_file_is_a_fresh_start(tmp_path: Path) -> None:
    for number, content in enumerate(("{broken", '{"version": 0}', "")):
        path = tmp_path / f"{number}.json"
        path.write_text(content)
        telegram = Telegram(state_file=path)
        assert telegram.person(42, "Анна").chat.messages == ()


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Work in a folder and return its lister."""
    monkeypatch.chdir(tmp_path)
    return lambda: [path.name for path in tmp_path.iterdir()]


async def test_nothing_is_written_without_a_path(
    empty_folder: Callable[[], list[str]],
) -> None:
    telegram = Telegram()
    await telegram.start()
    await telegram.person(42, "Анна").starts()
    await telegram.stop()

    assert empty_folder() == []
