"""mail.ftl and sms.ftl against the code that uses them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from fluent_compiler.bundle import FluentBundle

from bot.gateways.letters import JinjaLetters
from bot.use_cases.ports.mail import Letter, LetterWriter

RUSSIAN = Path(__file__).parents[2] / "locales" / "ru"
ONE_SMS = 70  # UTF-16 units of a message in UCS-2
SMS_ARGUMENTS = {
    "sms-pin": {"code": "481205"},
    "sms-phone-changed": {"phone": "+7 (800) 000-00-00"},
    "sms-phone-corrected": {"phone": "+7 (800) 000-00-00"},
}


class Locale:
    """One .ftl file that remembers what was asked of it."""

    def __init__(self, name: str) -> None:
        source = (RUSSIAN / name).read_text()
        self._bundle = FluentBundle.from_string("ru", source, use_isolating=False)
        assert self._bundle.check_messages() == []
        lines = (line.split(" = ") for line in source.splitlines())
        self.ids = {line[0] for line in lines if len(line) > 1 and not line[0].startswith("#")}
        self.asked: dict[str, dict[str, str]] = {}

    def __call__(self, message_id: str, /, **arguments: str) -> str:
        self.asked[message_id] = arguments
        text, errors = self._bundle.format(message_id, arguments)
        assert errors == []
        assert all(value in text for value in arguments.values())
        return str(text)


def all_letters(locale: Locale) -> list[Letter]:
    letters: LetterWriter = JinjaLetters(
        locale, insurer="«Пример»", phone="8 800 000-00-00", cabinet_url="https://lk.example.ru"
    )
    until = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
    return [
        letters.activation("https://b.example.ru/a#t", "48120573", until),
        letters.account_exists(),
    ]


def test_every_text_of_the_mails_exists_is_used_and_gets_its_arguments() -> None:
    locale = Locale("mail.ftl")
    all_letters(locale)
    assert set(locale.asked) == locale.ids


def test_subjects_fit_the_list_of_a_phone() -> None:
    for letter in all_letters(Locale("mail.ftl")):
        assert len(letter.subject) <= 40


def test_the_sms_texts_are_the_ones_known_here() -> None:
    assert Locale("sms.ftl").ids == set(SMS_ARGUMENTS)


@pytest.mark.parametrize("message_id", SMS_ARGUMENTS)
def test_every_sms_fits_one_message(message_id: str) -> None:
    text = Locale("sms.ftl")(message_id, **SMS_ARGUMENTS[message_id])
    assert len(text.encode("utf-16-le")) // 2 <= ONE_SMS


def test_the_code_comes_first_and_nothing_else_in_the_pin_text_varies() -> None:
    locale = Locale("sms.ftl")
    first, second = (locale("sms-pin", code=code) for code in ("481205", "000000"))
    assert first.startswith("481205 ")
    assert first.removeprefix("481205") == second.removeprefix("000000")
