"""The people of the emulator: what they do arrives as Telegram would send it."""

from collections.abc import AsyncIterator
from typing import Any, get_args

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ContentType
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Update,
)

from bot.sandbox.telegram import (
    TOKEN,
    Kind,
    NotSeenError,
    Origin,
    Person,
    Telegram,
    forwarded,
    replying,
    via_bot,
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


async def test_a_text_arrives_with_its_author_chat_and_command(
    telegram: Telegram, anna: Person
) -> None:
    await anna.starts("hr_abc")

    message = newest(telegram).message
    assert message is not None
    assert (message.text, message.chat.type, message.chat.id) == ("/start hr_abc", "private", 42)
    assert message.from_user is not None
    assert (message.from_user.full_name, message.from_user.username) == ("Анна Иванова", "anna")
    assert message.from_user.language_code == "ru"
    assert message.entities is not None
    assert [(entity.type, entity.length) for entity in message.entities] == [("bot_command", 6)]


@pytest.mark.parametrize("kind", get_args(Kind))
async def test_every_kind_of_content_is_valid_for_aiogram(
    telegram: Telegram, anna: Person, kind: Kind
) -> None:
    sent = await anna.sends(kind)

    message = newest(telegram).message
    assert message is not None
    assert message.content_type == ("photo" if kind == "album" else kind)
    assert message.content_type in set(ContentType)
    assert message.message_id == sent[-1].message_id


async def test_an_album_is_several_updates_of_one_group(telegram: Telegram, anna: Person) -> None:
    await anna.sends("album", caption="паспорт")

    groups = {given.raw["message"]["media_group_id"] for given in telegram.ledger.updates}
    assert (len(telegram.ledger.updates), len(groups)) == (2, 1)


@pytest.mark.parametrize("origin", get_args(Origin))
async def test_a_forward_names_its_origin(
    telegram: Telegram, anna: Person, origin: Origin
) -> None:
    await anna.says("смотрите", **forwarded(origin))

    message = newest(telegram).message
    assert message is not None
    assert message.forward_origin is not None
    assert message.forward_origin.type == origin


async def test_replies_quotes_inline_bots_and_any_other_content_arrive(
    telegram: Telegram, anna: Person
) -> None:
    question = await anna.says("раз два")
    await anna.says("ответ", **replying(question, quote="два"))
    reply = newest(telegram).message
    assert reply is not None
    assert reply.reply_to_message is not None
    assert reply.quote is not None
    assert (reply.reply_to_message.text, reply.quote.position) == ("раз два", 4)

    await anna.says("гифка", **via_bot("gif"))
    chosen = newest(telegram).message
    assert chosen is not None
    assert chosen.via_bot is not None
    assert chosen.via_bot.username == "gif"

    await anna.posts(web_app_data={"data": "x", "button_text": "y"})
    other = newest(telegram).message
    assert other is not None
    assert other.content_type == "web_app_data"


async def test_an_edited_message_arrives_as_such(telegram: Telegram, anna: Person) -> None:
    said = await anna.says("01.02.1990")

    await anna.edits(said.message_id, "01.02.1991")

    edited = newest(telegram).edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (said.message_id, "01.02.1991")
    assert edited.edit_date is not None
    assert anna.chat.messages[0].text == "01.02.1991"


async def test_a_message_deleted_by_the_person_vanishes_silently(
    telegram: Telegram, anna: Person
) -> None:
    said = await anna.says("ой")

    await anna.deletes(said.message_id)

    assert anna.chat.messages == ()
    assert len(telegram.ledger.updates) == 1
    with pytest.raises(NotSeenError):
        await anna.deletes(said.message_id)


async def test_blocking_is_told_and_writing_unblocks(telegram: Telegram, anna: Person) -> None:
    await anna.starts()
    await anna.blocks()
    change = newest(telegram).my_chat_member
    assert change is not None
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")

    await anna.says("я снова здесь")

    kinds = [given.kind for given in telegram.ledger.updates]
    assert kinds == ["message", "my_chat_member", "my_chat_member", "message"]


async def test_somebody_elses_contact_is_told_from_the_own(
    telegram: Telegram, anna: Person
) -> None:
    await anna.shares_contact_of("79990000002", "Борис", 43)

    message = newest(telegram).message
    assert message is not None
    assert message.contact is not None
    assert (message.contact.user_id, message.contact.phone_number) == (43, "79990000002")


async def test_a_group_is_entered_and_left(telegram: Telegram, bot: Bot, anna: Person) -> None:
    group = telegram.group(-500, "Отдел кадров")
    await group.adds_bot(anna)
    joined = Update.model_validate(telegram.ledger.updates[0].raw).my_chat_member
    assert joined is not None
    assert (joined.chat.type, joined.new_chat_member.status) == ("group", "member")

    await group.hears(anna, "/start")
    message = newest(telegram).message
    assert message is not None
    assert message.chat.title == "Отдел кадров"
    assert await bot.leave_chat(-500)
    assert group.chat.refusal == "Forbidden: bot is not a member of the group chat"
    await group.adds_bot(anna)
    await group.removes_bot(anna)
    assert group.chat.refusal == "Forbidden: bot was kicked from the group chat"
