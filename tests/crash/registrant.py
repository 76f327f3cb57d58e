"""A person who registers at a bot that keeps dying, and goes on until the account is active."""

import asyncio
from dataclasses import dataclass

from aiohttp import ClientError, ClientSession

from bot.sandbox.telegram import Person
from storage.captchas import StoredCaptchas
from tests.crash.registry import Insured
from tests.world import World

PATIENCE = 120.0
"""Seconds a person waits for an answer, restarts included."""
PIN_PATIENCE = 2.0
"""Seconds until the person asks for the SMS again: a kill may leave its fate unknown."""
PASSWORD = "Lesok47vn"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Registrant:
    """One Telegram account, one row of the registry."""

    person: Person
    insured: Insured
    world: World
    captchas: StoredCaptchas
    signs: str = ""
    """What the picture showed."""

    async def registers(self) -> None:
        await self._fills_the_form()
        await self._passes_the_captcha()
        await self._confirms_the_phone()
        await self._makes_the_account()
        await self._activates()

    async def _sees(self, fragment: str) -> None:
        await self.person.sees(fragment, timeout=PATIENCE)

    async def _clicks(self, caption: str, then: str) -> None:
        await self.person.clicks(caption, timeout=PATIENCE)
        await self._sees(then)

    async def _says(self, text: str, then: str) -> None:
        await self.person.says(text)
        await self._sees(then)

    async def _fills_the_form(self) -> None:
        await self.person.starts()
        await self._sees("Согласие на обработку")
        await self._clicks("Согласен, начать", "вид полиса")
        await self._clicks("Здоровье (ДМС)", "номер полиса")
        await self._says("123/14", "Являюсь")
        await self._clicks("Застрахованным", "Гражданство")
        await self._clicks("Гражданин РФ", "Фамилия, Имя, Отчество")
        await self._says(self.insured.full_name, "Дата рождения")
        await self._says("12.03.1990", "Документ")
        await self._clicks("Паспорт гражданина РФ", "Серия и номер")
        await self._says(self.insured.document, "Дата выдачи")
        await self._says("15.04.2010, ОВД Тверской", "Мобильный телефон")
        await self._says(self.insured.phone, "Проверьте данные")

    async def _passes_the_captcha(self) -> None:
        await self._clicks("Получить пин-код", "символы")
        captcha = await self.captchas.find(self.person.user["id"])
        assert captcha is not None
        self.signs = captcha.answer
        await self._says(captcha.answer, "пин-код")

    async def _confirms_the_phone(self) -> None:
        while (pin := await self._pin()) is None:
            await self.person.clicks("Отправить ещё раз", timeout=PATIENCE)
        await self._says(pin, "E-mail")

    async def _pin(self) -> str | None:
        arrived = (sms for sms in self.world.phones.messages if sms.phone == self.insured.phone)
        newest = max(arrived, key=lambda sms: sms.at, default=None)
        if newest is not None:
            return newest.pin
        try:
            async with asyncio.timeout(PIN_PATIENCE):
                message = await self.world.phones.waits_for(self.insured.phone)
        except TimeoutError:
            return None
        return message.pin

    async def _makes_the_account(self) -> None:
        await self._says(self.insured.email, "пароль")
        await self._says(PASSWORD, "Повторите пароль")
        await self._says(PASSWORD, "Согласие клиента")
        await self.person.clicks("☐ Я ознакомлен с правилами", timeout=PATIENCE)
        await self._clicks("Зарегистрироваться", "Регистрация завершена")

    async def _activates(self) -> None:
        async with asyncio.timeout(PATIENCE):
            mail = await self.world.mail.waits_for(self.insured.email)
        async with asyncio.timeout(PATIENCE):
            while not await self._presses(mail.links[0]):  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.01)
        await self._sees("успешно активирована")

    async def _presses(self, link: str) -> bool:
        """Press the button of the page; False while nobody answers."""
        try:
            async with ClientSession() as browser, browser.post(link, headers=FORM) as answer:
                return answer.status == 200
        except (ClientError, OSError):
            return False
