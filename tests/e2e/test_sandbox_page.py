"""The sandbox in a browser: the chat, the phone, the mailbox, at two sizes of screen."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.e2e.chat_page import CHROMIUM, ChatPage
from tests.unit.sandbox_visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium in PATH"),
    pytest.mark.asyncio(loop_scope="session"),  # the browser lives as long
]


async def sent(visitor: Visitor, chat_id: int, text: str, **params: Any) -> int:
    """Let the bot write; returns the message id."""
    answer = await visitor.bot(
        "sendMessage", chat_id=chat_id, text=text, parse_mode="HTML", **params
    )
    return int(answer["result"]["message_id"])


async def update(visitor: Visitor, kind: str) -> Any:
    """Wait for the next update of a kind, as the bot would."""
    offset = 0
    while True:
        answer = await visitor.bot("getUpdates", timeout=5, offset=offset)
        for given in answer["result"]:
            offset = given["update_id"] + 1
            if kind in given:
                await visitor.bot("getUpdates", offset=offset)
                return given[kind]


def inline(*buttons: dict[str, str]) -> dict[str, Any]:
    return {"inline_keyboard": [[button] for button in buttons]}


@pytest.mark.usefixtures("me")
async def test_own_messages_are_typed_corrected_and_deleted(chat: ChatPage) -> None:
    send = chat.page.get_by_role("button", name="Отправить", exact=True)
    await expect(send).to_be_disabled()
    await chat.types("Иванова Ана")
    await chat.acts_on(await chat.sees("Иванова Ана"), "Изменить")
    await expect(chat.input).to_have_value("Иванова Ана")
    await chat.types("Иванова Анна")
    corrected = await chat.sees("Иванова Анна")
    await expect(corrected).to_contain_text("изменено")
    await chat.acts_on(corrected, "Удалить")
    await chat.misses("Иванова Анна")


@pytest.mark.usefixtures("me")
async def test_shift_enter_makes_a_line_and_enter_sends(chat: ChatPage) -> None:
    await chat.input.fill("15.04.2010")
    await chat.input.press("Shift+Enter")
    await chat.input.press_sequentially("ОВД")
    await chat.input.press("Enter")
    await chat.sees("15.04.2010\nОВД")
    await expect(chat.input).to_have_value("")


async def test_a_message_of_the_bot_is_shown_changed_and_taken_away(
    visitor: Visitor, chat: ChatPage, me: int
) -> None:
    text = (
        "<b>Телефон</b> <code>123</code> <tg-spoiler>4509 123456</tg-spoiler>"
        '<blockquote>цитата</blockquote> <a href="https://example.org/">сайт</a>'
    )
    first = await sent(visitor, me, text)
    bubble = await chat.sees("Телефон")
    hidden = bubble.locator(".spoiler")
    await expect(hidden).to_have_class("spoiler hidden")
    await hidden.click()
    await expect(hidden).to_have_class("spoiler")
    await expect(bubble.locator("strong")).to_have_text("Телефон")
    await expect(bubble.locator("blockquote")).to_have_text("цитата")
    await expect(bubble.get_by_role("link")).to_have_attribute("target", "_blank")
    await visitor.bot("editMessageText", chat_id=me, message_id=first, text="Записал")
    await expect(await chat.sees("Записал")).to_contain_text("изменено")
    await visitor.bot("deleteMessage", chat_id=me, message_id=first)
    await chat.misses("Записал")


async def test_a_button_waits_for_its_toast_and_an_alert_for_a_tap(
    visitor: Visitor, chat: ChatPage, me: int
) -> None:
    buttons = inline({"text": "Да", "callback_data": "y"}, {"text": "Сайт", "url": "http://a.b/"})
    await sent(visitor, me, "Верно?", reply_markup=buttons)
    await chat.clicks("Да")
    busy = chat.page.locator(".inline-row .busy")
    await expect(busy).to_have_count(1)
    query = await update(visitor, "callback_query")
    await visitor.bot("answerCallbackQuery", callback_query_id=query["id"], text="Записано")
    await expect(chat.page.get_by_role("status")).to_have_text("Записано")
    await expect(busy).to_have_count(0)
    await chat.clicks("Да")
    query = await update(visitor, "callback_query")
    await visitor.bot(
        "answerCallbackQuery", callback_query_id=query["id"], text="Кнопка старая", show_alert=True
    )
    alert = chat.page.get_by_role("alertdialog")
    await expect(alert).to_contain_text("Кнопка старая")
    await alert.get_by_role("button").click()
    await expect(alert).to_have_count(0)
    link = chat.page.locator(".inline-row a")
    await expect(link).to_have_attribute("href", "http://a.b/")


async def test_the_own_number_is_shared_only_when_confirmed(
    visitor: Visitor, chat: ChatPage, me: int
) -> None:
    keyboard = {"keyboard": [[{"text": "Мой номер", "request_contact": True}], [{"text": "Нет"}]]}
    await sent(visitor, me, "Телефон?", reply_markup=keyboard)
    share = chat.page.get_by_role("button", name="Мой номер")
    await share.click()
    await chat.page.get_by_role("dialog").get_by_role("button", name="Отмена").click()
    await chat.page.get_by_role("button", name="Нет", exact=True).click()
    await chat.sees("Нет")
    await share.click()
    await chat.page.get_by_role("dialog").get_by_role("button", name="Поделиться").click()
    while "contact" not in (message := await update(visitor, "message")):
        assert message["text"] in {"/start", "Нет"}
    assert message["contact"]["user_id"] == me
    await sent(visitor, me, "Записал", reply_markup={"remove_keyboard": True})
    await expect(share).to_have_count(0)


async def test_pictures_files_and_other_contents_are_shown(
    visitor: Visitor, chat: ChatPage, me: int
) -> None:
    for what in ("Фото", "Голосовое", "Стикер", "Контакт", "Геопозиция"):
        before = await chat.page.locator(".message.own").count()
        await chat.attaches(what)
        await expect(chat.page.locator(".message.own")).to_have_count(before + 1)
    picture = chat.page.locator(".photo img")
    await expect(picture).to_have_js_property("naturalWidth", 640)


@pytest.mark.usefixtures("me")
async def test_a_file_goes_with_a_caption_and_comes_back_whole(
    chat: ChatPage, tmp_path: Path
) -> None:
    registry = tmp_path / "реестр №1.csv"
    registry.write_bytes("фамилия;имя\r\n".encode("cp1251"))
    async with chat.page.expect_file_chooser() as chooser:
        await chat.attaches("Файл с компьютера")
    await (await chooser.value).set_files(registry)
    await chat.page.get_by_role("textbox", name="Подпись").fill("Правка телефонов")
    await chat.page.keyboard.press("Enter")
    bubble = await chat.sees("Правка телефонов")
    await expect(bubble).to_contain_text("13 Б")
    async with chat.page.expect_download() as download:
        await bubble.get_by_role("link", name="Скачать").click()
    assert (await download.value).suggested_filename == registry.name
    # A Download waits for its end without a limit; the same address answers at once.
    answer = await chat.page.request.get((await download.value).url)
    assert await answer.body() == registry.read_bytes()


async def test_commands_typing_and_new_messages_below(
    visitor: Visitor, chat: ChatPage, me: int
) -> None:
    await visitor.bot("setMyCommands", commands=[{"command": "help", "description": "Помощь"}])
    await chat.page.get_by_role("button", name="Команды бота").click()
    await chat.page.get_by_role("menuitem", name="/help").click()
    await chat.sees("/help")
    await visitor.bot("sendChatAction", chat_id=me, action="typing")
    await expect(chat.page.locator("#bot-status")).to_have_text("печатает…")
    for number in range(12):
        await sent(visitor, me, f"Строка {number}\n" * 6)
    await expect(chat.bubble("Строка 11")).to_be_in_viewport()
    await chat.page.locator("#log").evaluate("log => log.scrollTo(0, 0)")
    down = chat.page.locator("#to-bottom")
    await expect(down).to_be_visible()
    await sent(visitor, me, "Новая строка")
    await expect(down).to_have_text("1 новое")
    await down.click()
    await expect(chat.bubble("Новая строка")).to_be_in_viewport()


@pytest.mark.usefixtures("me")
async def test_sms_and_mail_arrive_beside_the_chat(visitor: Visitor, chat: ChatPage) -> None:
    await visitor.sms("481201 — код")
    if chat.is_phone:
        await chat.page.get_by_role("button", name="Ввести", exact=True).click()
    else:
        await chat.page.get_by_role("button", name="Ввести в чат").click()
    await chat.sees("481201")
    await visitor.mail()
    await chat.opens("Почта")
    await chat.page.get_by_role("button", name="Активация").click()
    letter = chat.page.frame_locator("iframe")
    await expect(letter.get_by_text("Код")).to_be_visible()
    await chat.page.get_by_role("button", name="Текст", exact=True).click()
    link = chat.page.get_by_role("link", name="https://b.example.ru/a#t")
    await expect(link).to_have_attribute("target", "_blank")
    await chat.page.get_by_role("button", name="Ввести код").click()
    await chat.sees("48120573")


@pytest.mark.usefixtures("me")
async def test_a_phone_that_is_off_shows_its_sms_when_switched_on(
    visitor: Visitor, chat: ChatPage
) -> None:
    await chat.page.get_by_role("button", name="Сбои").click()
    switch = chat.page.get_by_role("switch", name="Телефон выключен")
    await switch.click()
    await expect(switch).to_be_checked()
    await chat.page.keyboard.press("Escape")
    await visitor.sms("481201 — код")
    await chat.opens("Телефон")
    await expect(chat.page.locator("#phone")).to_contain_text("SMS ждут у оператора: 1")
    await chat.page.get_by_role("button", name="Включить").click()
    await expect(chat.page.locator(".notice .code")).to_have_text("481201")
    await expect(chat.page.locator(".notice footer")).to_contain_text("доставлено")


async def test_people_have_chats_of_their_own(visitor: Visitor, chat: ChatPage, me: int) -> None:
    await chat.page.locator("#who").click()
    people = chat.page.get_by_role("dialog")
    await people.get_by_role("button", name="HR").click()
    await expect(chat.page.locator("#who")).to_have_accessible_name(re.compile("HR"))
    await expect(chat.page.locator("#log .message")).to_have_count(0)
    await sent(visitor, me, "Пока Вас не было")
    await expect(chat.page.locator("#who .badge")).to_have_text("1")
    await chat.page.locator("#who").click()
    await expect(people.locator(".badge")).to_have_text("1")
    await people.get_by_role("button", name="Начать с чистого листа").click()
    await expect(chat.page.get_by_role("button", name="Начать", exact=True)).to_be_visible()
    assert len((await visitor.sees())["personas"]) == 4
