"""How the chat speaks: short, without blanks at the ends, with the words of the form."""

from collections.abc import Callable

from bot.form.step import StepId
from tests.applicant import Applicant
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


async def test_the_consent_names_everything_the_law_asks_for(applicant: People) -> None:
    """152-ФЗ, ст. 9: operator and address, purpose, data, actions, term, withdrawal."""
    vera = applicant("vera")
    await vera.reaches(StepId.CONSENT)
    consent = await vera.sees("Согласие на обработку персональных данных")
    for part in (
        *("АО «Пример Страхование», 101000, Москва, ул. Примерная, 1", "Цель:", "Данные:"),
        *("Действия:", "Срок:", "Отзыв:", "https://example.org/privacy"),
    ):
        assert part in consent.text


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
    assert vera.person.last.spoilers == ("4510 777001", "+7 900 100-00-01")


async def test_later_messages_name_the_phone_masked(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PIN)
    assert "+7 9•• •••-••-01" in vera.person.last.text
