"""What the tests of the SMTP client share."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.gateways.mail import SmtpMail
from bot.gateways.smtp_url import parse_smtp_url
from bot.sandbox.mail import MailSink
from bot.use_cases.ports.mail import Letter, Mail, MailRefused, MailSender

TO = "person@example.ru"
LETTER = Letter("Активируйте кабинет", "Код:\n4812 0573\nhttps://b.example.ru/a#t\n", "<b>Код</b>")
MAIL = Mail("key-1", TO, LETTER)
FROM = "Кабинет ДМС, Пример <bot@пример.рф>"
LOGIN = ("bot@example.ru", "p:w/d секрет")


@asynccontextmanager
async def sending_to(
    sink: MailSink, *, tls: ssl.SSLContext | None = None, patience: float = 5
) -> AsyncIterator[SmtpMail]:
    await sink.start()
    try:
        yield SmtpMail(parse_smtp_url(sink.url), FROM, tls=tls, timeout=patience)
    finally:
        await sink.close()


async def refusal(sink: MailSink, mail: Mail = MAIL, *, patience: float = 5) -> MailRefused:
    sender: MailSender
    async with sending_to(sink, patience=patience) as sender:
        with pytest.raises(MailRefused) as caught:
            await sender.send(mail)
    return caught.value
