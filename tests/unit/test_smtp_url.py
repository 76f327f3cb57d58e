"""SMTP_URL and MAIL_FROM as an operator writes them."""

import re
import traceback

import pytest

from bot.gateways.mail import sender_address
from bot.gateways.smtp_url import Security, SmtpServer, parse_smtp_url

SECRET = "p4ss-w0rd"


@pytest.mark.parametrize(
    ("value", "server"),
    [
        ("smtp://localhost", SmtpServer("localhost", 25, Security.NONE)),
        ("smtp+starttls://mx.example.ru", SmtpServer("mx.example.ru", 587, Security.STARTTLS)),
        ("smtps://mx.example.ru:2465", SmtpServer("mx.example.ru", 2465, Security.TLS)),
        (
            "smtps://bot%40example.ru:x%2Fy@mx.example.ru",
            SmtpServer("mx.example.ru", 465, Security.TLS, "bot@example.ru", "x/y"),
        ),
    ],
)
def test_each_form_is_read(value: str, server: SmtpServer) -> None:
    assert parse_smtp_url(value) == server


def test_credentials_are_not_in_the_repr() -> None:
    assert SECRET not in repr(parse_smtp_url(f"smtp://{SECRET}:{SECRET}@host"))


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (f"{SECRET}", "нужен адрес smtp://"),
        (f"http://a:{SECRET}@host", "нужен адрес smtp://"),
        (f"smtp://a:{SECRET}@", "не указан сервер"),
        (f"smtp://{SECRET}@host", "и имя, и пароль"),
        (f"smtp://:{SECRET}@host", "и имя, и пароль"),
        (f"smtp://a:{SECRET}@host:x", "порт — число"),
        (f"smtp://a:{SECRET}@host:0", "порт — число"),
        (f"smtp://host/{SECRET}", "после порта ничего не нужно"),
        (f"smtp://host?{SECRET}", "после порта ничего не нужно"),
        (f"smtp://a:{SECRET}@[host", "это не адрес"),
    ],
)
def test_a_wrong_value_is_named_in_one_line_and_never_shown(value: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)) as caught:
        parse_smtp_url(value)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("value", "name", "plain"),
    [
        ("bot@example.ru", "", "bot@example.ru"),
        ("Кабинет ДМС <bot@example.ru>", "Кабинет ДМС", "bot@example.ru"),
        (
            '"Пример, страхование" <bot@пример.рф>',
            "Пример, страхование",
            "bot@xn--e1afmkfd.xn--p1ai",
        ),
    ],
)
def test_the_sender_may_have_a_name(value: str, name: str, plain: str) -> None:
    address = sender_address(value)
    assert (address.display_name, address.addr_spec) == (name, plain)


@pytest.mark.parametrize(
    "value",
    ["", "nobody", "@example.ru", "a@", "a@b", "a@b.ru, c@d.ru", "A <a@b.ru\r\nBcc: c@d.ru>"],
)
def test_a_sender_that_is_no_address_is_refused_without_being_shown(value: str) -> None:
    with pytest.raises(ValueError, match=r"^нужен адрес почты или имя с адресом: [^\r\n]+$"):
        sender_address(value)
