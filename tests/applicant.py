"""A person who registers: types what is asked, reads the PIN from the phone, opens the mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

from bot.sandbox.mail import ArrivedMail
from bot.sandbox.telegram import Person
from storage.captchas import StoredCaptchas
from tests.world import PEOPLE, World

SAMPLES: Mapping[str, Mapping[str, Any]] = {one["id"]: one for one in PEOPLE}


@dataclass
class Applicant:
    """One sample person at one Telegram account.

    Attributes:
        patience: seconds to wait for an answer.
        captchas: where the answer of a picture is looked up; a machine cannot read it.
    """

    person: Person
    world: World
    sample: Mapping[str, Any]
    captchas: StoredCaptchas
    patience: float = 5.0

    async def sees(self, fragment: str) -> None:
        await self.person.sees(fragment, timeout=self.patience)

    async def clicks(self, caption: str) -> None:
        await self.person.clicks(caption, timeout=self.patience)

    async def fills_the_form(self) -> None:
        """From /start to the check screen."""
        answers = self.sample["answers"]
        await self.person.starts()
        await self.sees("Согласие на обработку")
        await self.clicks("Согласен, начать")
        for label, step in (
            ("вид полиса", "policy_kind"),
            ("номер полиса", "policy_number"),
            ("Являюсь", "role"),
            ("Гражданство", "citizenship"),
            ("Фамилия, Имя, Отчество", "full_name"),
            ("Дата рождения", "birth_date"),
            ("Документ", "document_kind"),
            ("Серия и номер", "document_number"),
            ("Дата выдачи", "document_issued"),
            ("Мобильный телефон", "phone"),
        ):
            await self.sees(label)
            await self.person.says(answers[step])
        await self.sees("Проверьте данные")

    async def passes_the_captcha(self) -> None:
        """From the check screen through the picture."""
        await self.clicks("Получить пин-код")
        await self.sees("символы")
        await self.person.says(await self._signs())

    async def _signs(self) -> str:
        captcha = await self.captchas.find(self.person.chat.chat_id)
        assert captcha is not None
        return captcha.answer

    async def confirms_the_phone(self) -> None:
        """Type the PIN of the newest message."""
        await self.sees("пин-код")
        await self.person.says(await self.reads_the_pin())
        await self.sees("E-mail")

    async def reads_the_pin(self, number: int = 1) -> str:
        """Read the code of the `number`-th message to the phone of the sample."""
        digits = "".join(sign for sign in self.sample["answers"]["phone"] if sign.isdigit())
        message = await self.world.phones.waits_for(f"+7{digits[-10:]}", number)
        assert message.pin is not None
        return message.pin

    async def chooses_e_mail_and_password(self) -> None:
        await self.person.says(self.sample["answers"]["email"])
        await self.sees("пароль")
        await self.person.says(self.sample["password"])
        await self.sees("Повторите пароль")
        await self.person.says(self.sample["password"])

    async def agrees_to_the_rules(self) -> None:
        await self.sees("Согласие клиента")
        await self.clicks("☐ Я ознакомлен с правилами")
        await self.clicks("Зарегистрироваться")
        await self.sees("Регистрация завершена")

    async def registers(self) -> None:
        """From /start to «Регистрация завершена»."""
        await self.fills_the_form()
        await self.passes_the_captcha()
        await self.confirms_the_phone()
        await self.chooses_e_mail_and_password()
        await self.agrees_to_the_rules()

    async def opens_the_mail(self, number: int = 1) -> ArrivedMail:
        return await self.world.mail.waits_for(self.sample["answers"]["email"], number)

    async def follows_the_link(self) -> str:
        """Press the button of the mailed page and return the page."""
        [link, *_] = (await self.opens_the_mail()).links
        async with ClientSession() as browser:
            await browser.get(link)
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            async with browser.post(link, headers=form) as answer:
                return await answer.text()
