"""HR and administrator in the sandbox: figures, files, links, and who opens them."""

import re

import pytest
from playwright.async_api import expect

from tests.e2e.chat_page import CHROMIUM, PATIENCE, ChatPage
from tests.e2e.week import count_a_week
from tests.running_bot import RunningBot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium in PATH"),
    pytest.mark.asyncio(loop_scope="session"),  # the browser lives as long
]
DRAWING = 3 * PATIENCE
"""The first picture starts a process that imports matplotlib."""
COMPANY = "ООО «Северный маяк»"


async def test_an_administrator_sees_figures_a_picture_and_a_table(
    bot: RunningBot, chat: ChatPage
) -> None:
    await count_a_week(bot.app.core.store)
    await chat.becomes("Павел")
    await chat.tries("/stats")
    told = await chat.sees("Статистика")
    await expect(told).to_contain_text("Начали: 40, зарегистрировались: 26")
    chart = chat.page.locator(".photo img")
    await chart.wait_for(timeout=DRAWING)
    await expect(chart).to_have_js_property("complete", value=True)
    await chat.poses("administrator")
    await chart.click()
    await expect(
        chat.page.get_by_role("dialog", name="Картинка").get_by_role("img")
    ).to_be_visible()
    await chat.page.keyboard.press("Escape")
    await chat.types("/stats файл")
    async with chat.page.expect_download() as download:
        await chat.page.get_by_role("link", name="Скачать").click()
    assert (await download.value).suggested_filename.endswith(".xlsx")


async def test_an_administrator_loads_the_sample_file(bot: RunningBot, chat: ChatPage) -> None:
    await chat.becomes("Павел")
    await chat.attaches("Пример файла реестра")
    await chat.page.get_by_role("dialog").get_by_role("button", name="Отправить").click()
    await expect(await chat.sees("Файл проверен")).to_contain_text("Будет добавлено: 1")
    await chat.clicks("Загрузить")
    await chat.sees("Реестр загружен")


async def test_a_link_of_hr_brings_a_new_person_greeted_for_the_company(
    bot: RunningBot, chat: ChatPage
) -> None:
    await chat.becomes("Ольга")
    await chat.tries("/hr")
    await chat.clicks(COMPANY)
    await chat.clicks("Новая ссылка")
    await chat.sees("Номер полиса или договора")
    await chat.types("AM012345678/13")
    await chat.sees("Как назвать ссылку?")
    await chat.types("Рассылка в мае")
    await chat.sees("Сколько она действует?")
    await chat.clicks("Бессрочно")
    await chat.sees("Текст для рассылки")
    await chat.clicks("QR-код")
    code = chat.page.get_by_role("link", name=re.compile(r"^qr-.*\.png$"))
    await code.wait_for(timeout=DRAWING)
    await expect(code).to_have_attribute("target", "_blank")
    await chat.poses("hr")
    await chat.page.get_by_title("Открыть в песочнице").first.click()
    await chat.page.get_by_role("button", name="Новый человек").click()
    await chat.sees(f"{COMPANY} приглашает Вас")
    await expect(chat.page.locator("#who")).to_have_accessible_name(re.compile("застрахованный"))
    await chat.clicks("Согласен, начать")
    await chat.sees("Гражданство")


async def test_a_link_of_the_administrator_makes_somebody_hr(
    bot: RunningBot, chat: ChatPage
) -> None:
    await chat.becomes("Павел")
    await chat.types("/hr лесные тропы")
    await chat.sees("Ссылка для HR")
    await chat.page.get_by_title("Открыть в песочнице").click()
    await chat.page.get_by_role("button", name="Новый человек").click()
    await chat.sees("Теперь Вы HR ООО «Лесные тропы»")
    await chat.page.locator("#who").click()
    await expect(chat.page.get_by_role("dialog").locator(".badge")).to_have_text("1")


async def test_hr_corrects_phones_by_the_sample_list(bot: RunningBot, chat: ChatPage) -> None:
    await chat.becomes("Ольга")
    await chat.tries("/hr")
    await chat.clicks("ООО «Лесные тропы»")
    await chat.clicks("Исправить номера списком")
    await chat.sees("Номера списком")
    await chat.attaches("Пример списка номеров")
    await chat.page.get_by_role("dialog").get_by_role("button", name="Отправить").click()
    report = await chat.sees("номера ещё не изменены")
    await expect(report).to_contain_text("Подойдут: 2, повторов: 0")
    await expect(report).to_contain_text("Не принято строк: 2")
    await chat.clicks("Изменить номера (2)")
    await chat.sees("Номера обновлены")
