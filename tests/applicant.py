"""A person who registers: answers what is asked, reads the PIN from the phone, opens the mail."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

from bot.form.step import StepId
from bot.sandbox.mail import ArrivedMail
from bot.sandbox.telegram import Message, Person
from bot.sandbox.telegram.watching import PATIENCE
from tests.milestones import Milestones, is_untouched
from tests.registry_people import FURTHER
from tests.running_bot import RunningBot
from tests.world import PEOPLE, World

SAMPLES: Mapping[str, Mapping[str, Any]] = {one["id"]: one for one in [*PEOPLE, *FURTHER]}
LABELS = {
    StepId.CONSENT: "Согласие на обработку",
    StepId.POLICY_KIND: "вид полиса",
    StepId.POLICY_NUMBER: "номер полиса",
    StepId.ROLE: "Являюсь",
    StepId.CITIZENSHIP: "Гражданство",
    StepId.FULL_NAME: "Фамилия, Имя, Отчество",
    StepId.BIRTH_DATE: "Дата рождения",
    StepId.DOCUMENT_KIND: "Документ",
    StepId.DOCUMENT_NUMBER: "Серия и номер",
    StepId.DOCUMENT_ISSUED: "Дата выдачи",
    StepId.PHONE: "Мобильный телефон",
    StepId.REVIEW: "Проверьте данные",
    StepId.CAPTCHA: "символы",
    StepId.PIN: "пин-код",
    StepId.EMAIL: "E-mail",
    StepId.PASSWORD: "Придумайте пароль",
    StepId.PASSWORD_REPEAT: "Повторите пароль",
    StepId.RULES: "Согласие клиента",
    StepId.ACTIVATION: "Регистрация завершена",
}
"""The steps of a clean run in order, and what is read at each."""
ONE_OF_EACH_KIND = [
    StepId.POLICY_KIND,
    StepId.FULL_NAME,
    StepId.PHONE,
    StepId.REVIEW,
    StepId.CAPTCHA,
    StepId.PIN,
    StepId.EMAIL,
    StepId.PASSWORD_REPEAT,
    StepId.RULES,
    StepId.ACTIVATION,
]
"""Steps for tests that need not try them all."""
CHOICES = frozenset({StepId.POLICY_KIND, StepId.ROLE, StepId.CITIZENSHIP, StepId.DOCUMENT_KIND})
CAPTIONS = {
    "ДМС": "Здоровье (ДМС)",
    "РФ": "Гражданин РФ",
    "иностранное": "Иностранное гражданство",
    "паспорт РФ": "Паспорт гражданина РФ",
    "иностранный паспорт": "Иностранный паспорт",
    "свидетельство о рождении РФ": "Свидетельство о рождении РФ",
}
"""The buttons of what the sample people would type."""
PERSONAL = ("policy_number", "birth_date", "document_number", "document_issued", "phone", "email")
NOT_TOLD = " -()\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}"
"""Signs between the digits of a number."""
PRESS = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Applicant:
    """One sample person at one Telegram account.

    Attributes:
        usual: it is the account at which this sample always is.
        patience: seconds to wait for an answer.
    """

    person: Person
    world: World
    sample: Mapping[str, Any]
    bot: RunningBot
    milestones: Milestones
    usual: bool = True
    patience: float = PATIENCE

    @property
    def answers(self) -> Mapping[str, str]:
        told: Mapping[str, str] = self.sample["answers"]
        return told

    @property
    def chat_id(self) -> int:
        return self.person.chat.chat_id

    @property
    def phone(self) -> str:
        """The number that this person types, as the gateway knows it."""
        return f"+7{''.join(filter(str.isdigit, self.answers['phone']))[-10:]}"

    @property
    def traces(self) -> list[str]:
        """Personal data that can still be read in the chat, whoever wrote it."""
        told = [*self.answers["full_name"].split(), self.sample["password"]]
        told += [self.answers[step] for step in PERSONAL]
        told += [sms.pin for sms in self.world.phones.messages if sms.pin]
        told += [self.answers["document_number"].rpartition(" ")[2], self.phone]
        shown = [_squeezed(message.text) for message in self.person.chat.messages]
        return [one for one in told if any(_squeezed(one) in text for text in shown)]

    async def says(self, text: str, then: str | None = None) -> Message:
        """Send a text, and read on until `then` is there."""
        said = await self.person.says(text)
        if then is not None:
            await self.sees(then)
        return said

    async def clicks(self, caption: str, then: str | None = None) -> None:
        await self.person.clicks(caption, timeout=self.patience)
        if then is not None:
            await self.sees(then)

    async def sees(self, fragment: str) -> Message:
        return await self.person.sees(fragment, timeout=self.patience)

    async def is_heard(self) -> None:
        """Wait until the bot has taken everything in, and answered it."""
        ledger = self.world.telegram.ledger
        await self.world.telegram.waits(lambda: not ledger.unacknowledged())
        await self.bot.settles()

    async def registers(self) -> None:
        """From /start to «Регистрация завершена»."""
        await self.reaches(StepId.ACTIVATION)

    async def reaches(self, step: StepId) -> None:
        """Be where `walks_to` leads, without the walk if somebody has made it."""
        place = (self.sample["id"], step, self.world, self.bot)
        alone = self.usual and is_untouched(self.world, self.bot)
        if alone and await self.milestones.put_back(*place):
            return
        await self.walks_to(step)
        if alone:
            await self.milestones.keep(*place)

    async def walks_to(self, step: StepId) -> None:
        """From /start until this step stands in the chat."""
        await self.person.starts()
        await self.goes_on(StepId.CONSENT, step)

    async def goes_on(self, now: StepId, step: StepId) -> None:
        """From one step to another, without a mistake."""
        way = list(LABELS)
        for due in way[way.index(now) : way.index(step)]:
            await self.sees(LABELS[due])
            await self.does(due)
        await self.sees(LABELS[step])

    async def does(self, step: StepId) -> None:
        """Answer one step rightly."""
        match step:
            case StepId.CONSENT:
                await self.clicks("Согласен, начать")
            case StepId.REVIEW:
                await self.clicks("Получить пин-код")
            case StepId.CAPTCHA:
                await self.says(await self.bot.signs_of(self.chat_id))
            case StepId.PIN:
                await self.says(await self.reads_the_pin())
            case StepId.FULL_NAME if self.answers[step].count(" ") == 1:
                await self.clicks("Нет отчества", "фамилию и имя")
                await self.says(self.answers[step])
            case StepId.PASSWORD | StepId.PASSWORD_REPEAT:
                await self.says(self.sample["password"])
            case StepId.RULES:
                await self.clicks("☐ Я ознакомлен с правилами")
                await self.clicks("Зарегистрироваться")
            case StepId.ACTIVATION:
                await self.says((await self.opens_the_mail()).code or "")
            case _ if step in CHOICES:
                await self.clicks(CAPTIONS.get(self.answers[step], self.answers[step]))
            case _:
                await self.says(self.answers[step])

    async def registers_with(self, email: str) -> None:
        """Register under another address than the sample's."""
        await self.reaches(StepId.EMAIL)
        await self.says(email, LABELS[StepId.PASSWORD])
        await self.goes_on(StepId.PASSWORD, StepId.RULES)
        await self.does(StepId.RULES)
        await self.sees("Регистрация завершена")

    async def cancels(self) -> None:
        """Stop the registration, by command and button."""
        await self.says("/cancel", "Остановить регистрацию")
        await self.clicks("Да, удалить ответы", "Регистрация остановлена")

    async def reads_the_pin(self, number: int = 1) -> str:
        """Read the code of the `number`-th message to the phone of the sample."""
        async with asyncio.timeout(self.patience):
            message = await self.world.phones.waits_for(self.phone, number)
        assert message.pin is not None
        return message.pin

    async def opens_the_mail(self, number: int = 1) -> ArrivedMail:
        async with asyncio.timeout(self.patience):
            return await self.world.mail.waits_for(self.answers["email"], number)

    async def follows_the_link(self, number: int = 1) -> str:
        """Press the button of the mailed page and return the page."""
        [link, *_] = (await self.opens_the_mail(number)).links
        async with ClientSession() as browser:
            await browser.get(link)
            async with browser.post(link, headers=PRESS) as answer:
                page = await answer.text()
        self.bot.app.core.worker.due.set()  # the page itself leaves that to the next look
        return page


def _squeezed(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign not in NOT_TOLD)
