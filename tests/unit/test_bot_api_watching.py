"""What people of the emulator press and see, waited for by condition."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    Update,
    WebAppInfo,
)

from bot.sandbox.telegram import (
    TOKEN,
    NotSeenError,
    Person,
    Telegram,
)


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def anna(telegram: Telegram) -> Person:
    return telegram.person(42, "Анна", "Иванова", "anna", phone="79990000001")


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    server = TelegramAPIServer.from_base(await telegram.start())
    async with Bot(TOKEN, AiohttpSession(api=server)) as bot:
        yield bot
    await telegram.stop()


def newest(telegram: Telegram) -> Update:
    return Update.model_validate(telegram.ledger.updates[-1].raw)


def inline(*buttons: dict[str, Any]) -> InlineKeyboardMarkup:
    rows = [[InlineKeyboardButton(**button)] for button in buttons]
    return InlineKeyboardMarkup(inline_keyboard=rows)


async def test_an_inline_button_waits_to_appear_and_becomes_a_callback(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    await anna.starts()
    click = asyncio.create_task(anna.clicks("Да"))
    sent = await bot.send_message(
        42, "?", reply_markup=inline({"text": "Да", "callback_data": "yes"})
    )
    assert await click is None

    query = newest(telegram).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.from_user.id) == ("yes", 42)
    assert query.message.message_id == sent.message_id
    assert "reply_markup" in telegram.ledger.updates[-1].raw["callback_query"]["message"]


async def test_the_newest_message_with_the_button_is_meant_unless_one_is_named(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    await anna.starts()
    markup = {name: inline({"text": "Назад", "callback_data": name}) for name in ("old", "new")}
    old = await bot.send_message(42, "раньше", reply_markup=markup["old"])
    await bot.send_message(42, "теперь", reply_markup=markup["new"])

    await anna.clicks("Назад")
    assert telegram.ledger.updates[-1].raw["callback_query"]["data"] == "new"
    await anna.clicks("Назад", old.message_id)
    assert telegram.ledger.updates[-1].raw["callback_query"]["data"] == "old"
    await anna.presses(old.message_id, 0, 0)
    assert telegram.ledger.updates[-1].raw["callback_query"]["data"] == "old"


async def test_a_link_button_opens_its_address_and_tells_the_bot_nothing(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    await anna.starts()
    link = inline({"text": "Кабинет", "url": "https://cabinet.example/"})
    await bot.send_message(42, "Готово", reply_markup=link)

    assert await anna.clicks("Кабинет") == "https://cabinet.example/"
    assert len(telegram.ledger.updates) == 1


async def test_the_keyboard_below_shares_the_own_contact_or_says_its_caption(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    await anna.starts()
    buttons = [
        KeyboardButton(text="Отправить мой номер", request_contact=True),
        KeyboardButton(text="Назад"),
    ]
    keyboard = ReplyKeyboardMarkup(keyboard=[buttons], one_time_keyboard=True)
    await bot.send_message(42, "Телефон", reply_markup=keyboard)

    await anna.clicks("Отправить мой номер")

    message = newest(telegram).message
    assert message is not None
    assert message.contact is not None
    assert (message.contact.phone_number, message.contact.user_id) == ("79990000001", 42)
    assert anna.chat.reply_keyboard == ()
    await bot.send_message(42, "Телефон", reply_markup=keyboard)
    await anna.clicks("Назад")
    assert anna.chat.messages[-1].text == "Назад"


async def test_a_person_sees_only_what_came_after_their_last_action(
    bot: Bot, anna: Person
) -> None:
    await anna.starts()
    sent = await bot.send_message(42, "Дата рождения")
    await anna.sees("Дата рождения")

    await anna.says("31.02.1990")
    with pytest.raises(NotSeenError):
        await anna.sees("Дата рождения", timeout=0)
    seeing = asyncio.create_task(anna.sees("Дата рождения"))
    await bot.edit_message_text(
        "Такой даты нет. Дата рождения", chat_id=42, message_id=sent.message_id
    )

    assert (await seeing).edited


async def test_waiting_in_vain_tells_what_is_seen_instead(bot: Bot, anna: Person) -> None:
    await anna.starts()
    await bot.send_message(42, "Вид полиса")

    with pytest.raises(NotSeenError, match=r"'Гражданство'; last messages: .*Вид полиса"):
        await anna.sees("Гражданство", timeout=0)
    with pytest.raises(NotSeenError, match="'Назад'"):
        await anna.clicks("Назад", timeout=0)
    with pytest.raises(NotSeenError, match="no button"):
        await anna.presses(anna.last.message_id, 0, 0)
    with pytest.raises(NotSeenError, match="toast"):
        await anna.sees_toast("", timeout=0)
    await anna.waits(lambda chat: len(chat.messages) == 2)


async def test_nobody_has_seen_a_bot_that_said_nothing(anna: Person) -> None:
    with pytest.raises(NotSeenError):
        _ = anna.last


async def test_a_client_sends_neither_empty_nor_endless_texts(anna: Person) -> None:
    for text in ("", "а" * 4097):
        with pytest.raises(ValueError, match="1-4096"):
            await anna.says(text)


async def test_spoilers_show_what_is_hidden(bot: Bot, anna: Person) -> None:
    await anna.starts()

    await bot.send_message(42, "😀 <tg-spoiler>4510 123456</tg-spoiler>", parse_mode="HTML")

    assert anna.last.spoilers == ("4510 123456",)


async def test_the_feed_and_the_snapshot_tell_the_page_everything(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    changes = telegram.changes()
    await anna.starts()
    sent = await bot.send_message(42, "раз", reply_markup=inline({"text": "A", "url": "a.b"}))
    await bot.edit_message_text("два", chat_id=42, message_id=sent.message_id)
    await bot.delete_message(42, sent.message_id)

    heard = [await anext(changes) for _ in range(4)]
    assert [change["type"] for change in heard] == ["message", "message", "edited", "deleted"]
    assert {change["chat_id"] for change in heard} == {42}
    assert heard[1]["message"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "A"
    assert heard[2]["message"]["from_bot"]
    assert heard[3]["message_ids"] == [sent.message_id]
    snapshot = telegram.snapshot(42)
    assert [message["text"] for message in snapshot["messages"]] == ["/start"]
    assert snapshot["revision"] == heard[-1]["revision"]
    assert (snapshot["blocked"], snapshot["keyboard"]) == (False, None)


async def test_the_page_finds_chats_and_files(telegram: Telegram, anna: Person) -> None:
    (sent,) = await anna.sends("document", ("полис.pdf", b"%PDF"), caption="вот")

    file = telegram.file(sent.raw["document"]["file_id"])

    assert file is not None
    assert (file.name, file.content, sent.text) == ("полис.pdf", b"%PDF", "вот")
    assert [chat.chat_id for chat in telegram.chats] == [42]
    assert telegram.chat(42) is anna.chat
    attachment = telegram.snapshot(42)["messages"][0]["attachment"]
    assert (attachment["name"], attachment["mime"]) == ("полис.pdf", "application/pdf")


async def test_buttons_below_share_a_place_or_open_an_address(bot: Bot, anna: Person) -> None:
    await anna.starts()
    buttons = [
        KeyboardButton(text="Где я", request_location=True),
        KeyboardButton(text="Форма", web_app=WebAppInfo(url="https://cabinet.example/")),
    ]
    await bot.send_message(42, "?", reply_markup=ReplyKeyboardMarkup(keyboard=[buttons]))

    assert await anna.clicks("Форма") == "https://cabinet.example/"
    await anna.clicks("Где я")

    assert "location" in anna.chat.messages[-1].raw
    assert len(anna.chat.reply_keyboard[0]) == 2
