"""A whole registration in the sandbox by taps, and a page that outlives its bot."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.chat_page import CHROMIUM, ChatPage
from tests.running_bot import RunningBot
from tests.unit.sandbox_visitor import Visitor, insured, visiting

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium in PATH"),
    pytest.mark.asyncio(loop_scope="session"),  # the browser lives as long
]
QUESTIONS = {
    "вид полиса": "Вид полиса",
    "номер полиса": "Номер полиса",
    "Являюсь": "Являюсь",
    "Гражданство": "Гражданство",
    "Фамилия, Имя, Отчество": "Фамилия, Имя, Отчество",
    "Дата рождения": "Дата рождения",
    "Документ": "Документ",
    "Серия и номер": "Серия и номер",
    "Дата выдачи": "Дата выдачи, Кем выдан",
}
"""What the bot asks, and the label of the sample person's answer."""


async def test_a_person_registers_by_taps_and_opens_the_mail(
    visitor: Visitor, bot: RunningBot, chat: ChatPage
) -> None:
    await chat.starts()
    await chat.clicks("Согласен, начать")
    for question, label in QUESTIONS.items():
        await chat.sees(question)
        await chat.answers(label)
    await chat.page.get_by_role("button", name="Отправить мой номер").click()
    await chat.page.get_by_role("dialog").get_by_role("button", name="Поделиться").click()
    await chat.sees("Проверьте данные")
    await chat.clicks("Получить пин-код")
    await expect(chat.page.locator(".photo img")).to_have_js_property("complete", value=True)
    await chat.types(await bot.signs_of(insured(await visitor.sees())))
    enter = "Ввести" if chat.is_phone else "Ввести в чат"
    await chat.page.get_by_role("button", name=enter, exact=True).click()
    await chat.sees("E-mail")
    await chat.poses("registration")
    await chat.answers("E-mail")
    await chat.sees("Придумайте")
    await chat.answers("Пароль")
    await chat.sees("Повторите")
    await chat.answers("Пароль")
    await chat.clicks("☐ Я ознакомлен с правилами")
    await chat.clicks("Зарегистрироваться")
    await chat.sees("Регистрация завершена")
    await chat.opens("Почта")
    await chat.page.locator(".letter").click()
    async with chat.page.expect_popup() as opened:
        await chat.page.frame_locator("iframe").get_by_role("link").first.click()
    site = await opened.value
    await site.get_by_role("button").click()
    await expect(site.locator("body")).to_contain_text("успешно активирована")
    await chat.opens("Чат")
    await chat.sees("успешно активирована")


async def test_the_page_finds_its_way_back_after_a_restart(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = ChatPage(await browser.new_page(), "desktop")
    async with visiting() as visitor:
        await page.page.goto(visitor.page)
        await page.starts()
    status = page.page.locator("#bot-status")
    await expect(status).to_contain_text("нет связи")
    async with visiting() as again:
        assert again.page == visitor.page
        await expect(status).to_have_text("бот")
        await page.types("Я снова здесь")
        await page.sees("Я снова здесь")
        await page.sees("/start")
    await page.page.close()
