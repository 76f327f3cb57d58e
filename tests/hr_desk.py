"""What administrators and HR people do in their chats to come to a link."""

import re
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.telegram import Message, Person

LIGHTHOUSE, TRAILS = "ООО «Северный маяк»", "ООО «Лесные тропы»"
LINK = re.compile(r"https://t\.me/\S+\?start=[\w-]+")


def payload_in(message: Message) -> str:
    found = LINK.search(message.text)
    assert found, message.text
    return parse_qs(urlsplit(found[0]).query)["start"][0]


async def role_link(admin: Person, company: str = LIGHTHOUSE) -> str:
    await admin.says(f"/hr {company}")
    return payload_in(await admin.sees("Ссылка для HR"))


async def appointed(admin: Person, person: Person, company: str = LIGHTHOUSE) -> None:
    await person.starts(await role_link(admin, company))
    await person.sees("Теперь Вы HR")
    await person.sees("Ссылка-приглашение избавит")


async def comes_to_refuse(hr: Person) -> None:
    """Stand before the last question of a refusal."""
    await hr.clicks("Отказать")
    await hr.sees("Отказать?")


async def refuses(hr: Person) -> None:
    await comes_to_refuse(hr)
    await hr.clicks("Отказать")


async def new_link(
    hr: Person, policy: str | None = "AM012345678/13", term: str = "Бессрочно"
) -> str:
    """Make a link in the menu, and return what it carries."""
    await hr.says("/hr")
    await hr.sees("Документы, даты рождения")
    await hr.clicks("Новая ссылка")
    await hr.sees("Номер полиса или договора")
    if policy is None:
        await hr.clicks("У сотрудников разные номера")
    else:
        await hr.says(policy)
    await hr.sees("Как назвать ссылку?")
    await hr.says("Рассылка в мае")
    await hr.sees("Сколько она действует?")
    await hr.clicks(term)
    return payload_in(await hr.sees("Текст для рассылки"))
