"""How the chat speaks: short, without blanks at the ends, with the words of the form."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from bot.form.step import StepId
from bot.texts import LOCALES, Texts
from tests.applicant import LABELS, Applicant
from tests.phones import unbroken
from tests.running_bot import RunningBot

People = Callable[..., Applicant]
SENDING = ("sendMessage", "sendPhoto", "editMessageText")
LONG = (
    "В личном кабинете Вы сможете",
    "Согласие на обработку",
    "Мобильный телефон",
    "Проверьте данные",
    "Согласие клиента",
)
"""The welcome, both consents, the phone with its notices and the check screen may be longer."""
SHORTER = 300


def said(person: Applicant) -> list[str]:
    """Every text that the bot has sent or edited, with its markup."""
    ledger = person.world.telegram.ledger
    calls = [call for method in SENDING for call in ledger.calls_of(method)]
    return [call.params.get("text") or call.params["caption"] for call in calls]


async def test_texts_of_a_clean_run_are_short_and_tidy(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    await vera.walks_to(StepId.ACTIVATION)
    await vera.does(StepId.ACTIVATION)
    await vera.sees("успешно активирована")
    for text in said(vera):
        assert text == text.strip()
        assert "\n\n\n" not in text
        assert len(text) <= SHORTER or any(label in text for label in LONG), text


async def test_progress_counts_to_twelve(applicant: People) -> None:
    vera = applicant("vera")
    await vera.walks_to(StepId.RULES)
    texts = "\n".join(said(vera))
    assert [number for number in range(1, 14) if f"<i>{number} из 12</i>" in texts] == [
        *range(1, 13)
    ]


async def test_the_welcome_tells_what_the_cabinet_gives_and_links_to_it(
    applicant: People,
) -> None:
    vera = applicant("vera")
    await vera.person.starts()
    welcome = await vera.sees("В личном кабинете Вы сможете")
    for function in (
        "отслеживать статус рассмотрения заявленных убытков",
        "просматривать данные по своим договорам",
        "вносить очередные взносы по договорам страхования",
        "сохранять расчёты для быстрого возврата к ним",
        "сохранять и просматривать статус по заявкам на страхование",
    ):
        assert function in welcome.text
    assert await vera.person.clicks("Войти") == "https://cabinet.example.org/"
    assert await vera.person.clicks("Забыли пароль?") == "https://cabinet.example.org/reset"


async def test_the_consent_is_a_document_of_its_own(applicant: People) -> None:
    """152-ФЗ, ст. 9; what it must name is held by tests/contracts/test_consent_texts.py."""
    vera = applicant("vera")
    await vera.reaches(StepId.CONSENT)
    consent = await vera.sees("Согласие на обработку персональных данных")
    assert "АО «Пример Страхование», 101000, Москва, ул. Примерная, 1" in consent.text
    assert "Оператор:" not in (await vera.sees("В личном кабинете Вы сможете")).text


@pytest.mark.parametrize(
    ("step", "version", "caption"),
    [
        (StepId.CONSENT, "consent-version", "Согласен, начать"),
        (StepId.RULES, "rules-version", "Зарегистрироваться"),
    ],
)
async def test_nobody_agrees_to_a_wording_that_was_not_shown(  # noqa: PLR0917 - fixtures
    applicant: People, bot: RunningBot, tmp_path: Path, step: StepId, version: str, caption: str
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    if step is StepId.RULES:
        await vera.clicks("☐ Я ознакомлен с правилами", LABELS[step])
    await vera.is_heard()
    bot.texts = worded_anew(tmp_path / "locale", f"{version} = 2099-01\n")
    await bot.restarts()
    await vera.clicks(caption)
    await vera.is_heard()
    assert (await bot.state_of(vera.chat_id))[0] == step
    await vera.clicks(caption)
    await vera.is_heard()
    assert (await bot.state_of(vera.chat_id))[0] != step


@pytest.mark.parametrize(
    ("step", "version"),
    [(StepId.CONSENT, "consent-version"), (StepId.RULES, "rules-version")],
)
async def test_a_wording_that_was_not_shown_is_shown_whole_whatever_is_said(
    applicant: People, bot: RunningBot, tmp_path: Path, step: StepId, version: str
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await vera.says("что это?", "«Согласен, начать»" if step is StepId.CONSENT else "кнопка")
    assert LABELS[step] not in vera.person.last.text
    await vera.is_heard()
    bot.texts = worded_anew(tmp_path / "locale", f"{version} = 2099-01\n")
    await bot.restarts()
    await vera.says("что это?", LABELS[step])


def worded_anew(folder: Path, line: str) -> Texts:
    """Give the texts of a later version, in which a consent was worded anew."""
    copytree(LOCALES, folder)
    chat = folder / "chat.ftl"
    name = line.partition("=")[0]
    kept = [
        one
        for one in chat.read_text("utf-8").splitlines(keepends=True)
        if not one.startswith(name)
    ]
    chat.write_text("".join([line, *kept]), "utf-8")
    return Texts.load(folder)


async def test_no_masked_address_becomes_a_link_to_a_stranger(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    last = vera.person.last
    assert "v•••a@example.org" in last.text
    kinds = [entity["type"] for entity in last.raw["entities"]]
    assert "code" in kinds
    assert "email" not in kinds


async def test_the_rules_are_worded_for_the_role(applicant: People) -> None:
    for sample, role in (("vera", "как страхователь"), ("nina", "как застрахованный")):
        person = applicant(sample)
        await person.reaches(StepId.RULES)
        assert role in person.person.last.text


async def test_the_phone_question_carries_both_notices_of_the_instruction(
    applicant: People,
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PHONE)
    asked = vera.person.last.text
    assert "будет использован для активации доступа в личный кабинет" in asked
    assert "является уникальным идентификатором для совершения операций" in asked
    assert "Обязательно укажите корректный номер телефона Застрахованного по договору" in asked


async def test_document_and_phone_of_the_check_screen_hide_behind_a_spoiler(
    applicant: People,
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.REVIEW)
    assert vera.person.last.spoilers == ("4510 777001", unbroken("+7 900 100-00-01"))


async def test_later_messages_name_the_phone_masked(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PIN)
    assert unbroken("+7 9•• •••-••-01") in vera.person.last.text
