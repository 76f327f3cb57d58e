"""Edits, deletions and answers to buttons: what Telegram allows and its words for the rest."""

from collections.abc import AsyncIterator, Awaitable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.sandbox.telegram import TOKEN, Person, Telegram

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
YES = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]]
)
BELOW = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Назад")]])


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


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
async def bot(telegram: Telegram, anna: Person) -> AsyncIterator[Bot]:
    server = TelegramAPIServer.from_base(await telegram.start())
    async with Bot(TOKEN, AiohttpSession(api=server)) as bot:
        yield bot
    await telegram.stop()


async def refusal(call: Awaitable[object]) -> str:
    with pytest.raises(TelegramBadRequest) as refused:
        await call
    return refused.value.message.removeprefix("Bad Request: ")


async def test_an_edit_replaces_text_and_keyboard_in_place(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(42, "Шаг 1", reply_markup=YES)

    await bot.edit_message_text(
        "<b>Шаг</b> 2", chat_id=42, message_id=sent.message_id, parse_mode="HTML"
    )

    seen = await anna.sees("Шаг 2")
    assert (seen.message_id, seen.edited, seen.keyboard) == (sent.message_id, True, ())
    assert [entity.type for entity in seen.entities] == ["bold"]
    assert len(anna.chat.messages) == 2


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot) -> None:
    sent = await bot.send_message(42, "<b>Шаг</b>", parse_mode="HTML", reply_markup=YES)
    place: dict[str, Any] = {"chat_id": 42, "message_id": sent.message_id}

    same = bot.edit_message_text(text=" <b>Шаг</b> ", parse_mode="HTML", reply_markup=YES, **place)
    assert await refusal(same) == UNCHANGED
    assert await refusal(bot.edit_message_reply_markup(reply_markup=YES, **place)) == UNCHANGED
    assert await bot.edit_message_text(text="Шаг", reply_markup=YES, **place)
    assert await bot.edit_message_reply_markup(**place)
    assert await refusal(bot.edit_message_reply_markup(**place)) == UNCHANGED


async def test_only_the_bots_own_message_without_a_reply_keyboard_can_be_edited(
    bot: Bot, anna: Person
) -> None:
    theirs = await anna.says("моё")
    with_keyboard = await bot.send_message(42, "Телефон", reply_markup=BELOW)
    removing = await bot.send_message(42, "Принято", reply_markup=ReplyKeyboardRemove())

    for message_id in (theirs.message_id, with_keyboard.message_id, removing.message_id):
        edit = bot.edit_message_text("новое", chat_id=42, message_id=message_id)
        assert await refusal(edit) == "message can't be edited"


async def test_what_is_not_there_cannot_be_edited(bot: Bot) -> None:
    photo = await bot.send_photo(42, BufferedInputFile(PNG, "a.png"), caption="символы")
    text = await bot.send_message(42, "текст")

    edits = {
        "message to edit not found": bot.edit_message_text("?", chat_id=42, message_id=99),
        "message identifier is not specified": bot.edit_message_text("?", chat_id=42),
        "chat not found": bot.edit_message_text("?", chat_id=7, message_id=1),
        "there is no text in the message to edit": bot.edit_message_text(
            "?", chat_id=42, message_id=photo.message_id
        ),
        "there is no caption in the message to edit": bot.edit_message_caption(
            chat_id=42, message_id=text.message_id, caption="?"
        ),
        "MESSAGE_TOO_LONG": bot.edit_message_text(
            "а" * 4097, chat_id=42, message_id=text.message_id
        ),
        "MEDIA_CAPTION_TOO_LONG": bot.edit_message_caption(
            chat_id=42, message_id=photo.message_id, caption="а" * 1025
        ),
    }
    for reason, edit in edits.items():
        assert await refusal(edit) == reason


async def test_a_caption_and_a_picture_are_edited(bot: Bot, anna: Person) -> None:
    sent = await bot.send_photo(42, BufferedInputFile(PNG, "a.png"), caption="символы")
    place: dict[str, Any] = {"chat_id": 42, "message_id": sent.message_id}

    await bot.edit_message_caption(caption="ещё раз", reply_markup=YES, **place)
    seen = await anna.sees("ещё раз")
    assert (seen.photo, seen.button("Да") is not None) == (PNG, True)

    fresh = BufferedInputFile(PNG + b"new", "b.png")
    await bot.edit_message_media(InputMediaPhoto(media=fresh, caption="новая"), **place)
    seen = await anna.sees("новая")
    assert (seen.photo, seen.file_name, seen.keyboard) == (PNG + b"new", "b.png", ())


async def test_a_text_becomes_a_picture_but_not_the_other_way(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(42, "текст")
    media = InputMediaPhoto(media=BufferedInputFile(PNG, "a.png"))

    await bot.edit_message_media(media, chat_id=42, message_id=sent.message_id)

    assert (anna.last.photo, anna.last.text) == (PNG, "")


async def test_messages_of_both_sides_can_be_deleted_for_48_hours(
    bot: Bot, anna: Person, clock: Clock
) -> None:
    theirs = await anna.says("пароль")
    ours = await bot.send_message(42, "Принято")
    kept = await bot.send_message(42, "Дальше")

    assert await bot.delete_message(42, theirs.message_id)
    clock.now += 48 * 3600
    assert await bot.delete_message(42, ours.message_id)
    clock.now += 1

    late = bot.delete_message(42, kept.message_id)
    assert await refusal(late) == "message can't be deleted for everyone"
    gone = bot.delete_message(42, ours.message_id)
    assert await refusal(gone) == "message to delete not found"
    assert [message.text for message in anna.chat.messages] == ["/start", "Дальше"]


async def test_a_dice_rests_a_day_before_it_can_be_deleted(
    bot: Bot, anna: Person, clock: Clock
) -> None:
    (dice,) = await anna.sends("dice")

    early = bot.delete_message(42, dice.message_id)
    assert await refusal(early) == "message can't be deleted for everyone"
    clock.now += 24 * 3600
    assert await bot.delete_message(42, dice.message_id)


async def test_many_messages_are_deleted_at_once_and_missing_ones_skipped(
    bot: Bot, anna: Person
) -> None:
    first = await anna.says("раз")
    second = await anna.says("два")

    assert await bot.delete_messages(42, [1, first.message_id, 77, second.message_id])

    assert anna.chat.messages == ()
    too_many = bot.delete_messages(42, list(range(1, 102)))
    assert await refusal(too_many) == "too many message identifiers specified"
    assert await bot.delete_messages(42, [77])
    none = bot.delete_messages(42, [])
    assert await refusal(none) == "message identifiers are not specified"


async def test_in_a_group_the_bot_deletes_only_its_own(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    group = telegram.group(-500, "Отдел")
    await group.adds_bot(anna)
    theirs = await group.hears(anna, "привет")
    ours = await bot.send_message(-500, "Я работаю в личных сообщениях")

    assert await bot.delete_message(-500, ours.message_id)
    refused = bot.delete_message(-500, theirs.message_id)
    assert await refusal(refused) == "message can't be deleted for everyone"


async def test_a_pressed_button_is_answered_once_and_in_time(
    telegram: Telegram, bot: Bot, anna: Person, clock: Clock
) -> None:
    await bot.send_message(42, "?", reply_markup=YES)
    await anna.clicks("Да")
    await anna.clicks("Да")
    first, second = (update.callback_query for update in (await bot.get_updates())[1:])
    assert first is not None
    assert second is not None

    assert await bot.answer_callback_query(first.id, "Готово", show_alert=True)
    assert await bot.answer_callback_query(first.id, "Ещё раз")
    toast = await anna.sees_toast("Готово")
    assert (toast.alert, anna.chat.toasts) == (True, [toast])

    too_long = bot.answer_callback_query(second.id, "а" * 201)
    assert await refusal(too_long) == "MESSAGE_TOO_LONG"
    clock.now += telegram.options.click_seconds + 1
    expected = "query is too old and response timeout expired or query ID is invalid"
    assert await refusal(bot.answer_callback_query(second.id)) == expected
    assert await refusal(bot.answer_callback_query("123")) == expected


async def test_the_keyboard_below_goes_with_its_message_or_by_request(
    bot: Bot, anna: Person
) -> None:
    sent = await bot.send_message(42, "Телефон", reply_markup=BELOW)
    assert [button.text for row in anna.chat.reply_keyboard for button in row] == ["Назад"]
    await bot.delete_message(42, sent.message_id)
    assert anna.chat.reply_keyboard == ()

    await bot.send_message(42, "Телефон", reply_markup=BELOW)
    await bot.send_message(42, "Принято", reply_markup=ReplyKeyboardRemove())
    assert anna.chat.reply_keyboard == ()
