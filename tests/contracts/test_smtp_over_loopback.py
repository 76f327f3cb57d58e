"""The SMTP client against a real SMTP server on the loopback address."""

import logging
import traceback
from datetime import UTC, datetime, timedelta

import pytest

from bot.gateways.mail import SmtpMail
from bot.gateways.smtp_url import parse_smtp_url
from bot.sandbox.mail import DROP, STALL, MailSink, Stage
from bot.use_cases.ports.mail import Letter, Mail, MailFault, MailRefused
from tests.contracts.smtp_over_loopback import FROM, LETTER, LOGIN, MAIL, TO, refusal, sending_to


async def test_a_mail_arrives_in_both_forms_with_readable_headers() -> None:
    sink = MailSink()
    async with sending_to(sink) as sender:
        await sender.send(MAIL)
    [mail] = sink.mails
    assert (mail.to, mail.subject, mail.text, mail.html.strip()) == (
        TO,
        LETTER.subject,
        LETTER.text,
        LETTER.html,
    )
    assert (mail.code, mail.links) == ("48120573", ["https://b.example.ru/a#t"])
    assert str(mail.message["From"]) == '"Кабинет ДМС, Пример" <bot@xn--e1afmkfd.xn--p1ai>'
    assert str(mail.message["To"]) == TO
    assert mail.message["Auto-Submitted"] == "auto-generated"
    sent = mail.message["Date"].datetime
    assert abs(datetime.now(UTC) - sent) < timedelta(minutes=1)


async def test_a_repeated_mail_keeps_its_message_id_and_another_has_its_own() -> None:
    sink = MailSink()
    async with sending_to(sink) as sender:
        for key in ("key-1", "key-1", "key-2"):
            await sender.send(Mail(key, TO, LETTER))
    first, again, other = (str(mail.message["Message-ID"]) for mail in sink.mails)
    assert first == again != other
    assert first.endswith("@xn--e1afmkfd.xn--p1ai>")


@pytest.mark.parametrize(
    ("address", "envelope"),
    [
        ("иванов@пример.рф", "иванов@xn--e1afmkfd.xn--p1ai"),
        ("ivanov@пример.рф", "ivanov@xn--e1afmkfd.xn--p1ai"),
        ("o'neil+dms@example.ru", "o'neil+dms@example.ru"),
    ],
)
async def test_international_addresses_arrive(address: str, envelope: str) -> None:
    sink = MailSink()
    async with sending_to(sink) as sender:
        await sender.send(Mail("key-1", address, LETTER))
    assert [mail.to for mail in sink.mails] == [envelope]


async def test_a_russian_mailbox_is_refused_where_the_server_takes_none() -> None:
    sink = MailSink()
    sink.answer("EHLO", "250 localhost")
    refused = await refusal(sink, Mail("key-1", "иванов@пример.рф", LETTER))
    assert (refused.fault, refused.code) == (MailFault.ADDRESS, "not-ascii")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@",
        "@example.ru",
        "a@example.ru, b@example.ru",
        "a@example.ru\r\nBcc: b@example.ru",
        "a@exa\nmple.ru",
        "a b@example.ru",
        "<a@example.ru>",
        "a@" + "x" * 70 + ".ru",
    ],
)
async def test_what_is_not_one_address_never_reaches_the_server(address: str) -> None:
    sink = MailSink()
    refused = await refusal(sink, Mail("key-1", address, LETTER))
    assert (refused.fault, refused.permanent) == (MailFault.ADDRESS, True)
    assert sink.mails == []


async def test_a_line_break_in_the_subject_is_refused() -> None:
    sink = MailSink()
    forged = Letter("Здравствуйте\r\nBcc: other@example.ru", "text", "html")
    refused = await refusal(sink, Mail("key-1", TO, forged))
    assert (refused.fault, refused.code) == (MailFault.OPERATOR_FAULT, "subject")
    assert sink.mails == []


@pytest.mark.parametrize(
    ("stage", "reply", "fault"),
    [
        ("EHLO", "421 too busy", MailFault.TRY_LATER),
        ("MAIL", "421 4.3.2 shutting down", MailFault.TRY_LATER),
        ("MAIL", "451 4.3.0 try later", MailFault.TRY_LATER),
        ("MAIL", "550 5.7.1 sender not allowed", MailFault.OPERATOR_FAULT),
        ("MAIL", "552 5.3.4 too big", MailFault.OPERATOR_FAULT),
        ("RCPT", "421 4.3.2 shutting down", MailFault.TRY_LATER),
        ("RCPT", "450 4.2.0 greylisted", MailFault.TRY_LATER),
        ("RCPT", "451 4.7.1 greylisted", MailFault.TRY_LATER),
        ("RCPT", "452 4.2.2 mailbox full for now", MailFault.TRY_LATER),
        ("RCPT", "501 5.1.3 bad address", MailFault.ADDRESS),
        ("RCPT", "550 5.1.1 no such user", MailFault.ADDRESS),
        ("RCPT", "550 No such user", MailFault.ADDRESS),
        ("RCPT", "551 user not local", MailFault.ADDRESS),
        ("RCPT", "552 5.2.2 mailbox full", MailFault.ADDRESS),
        ("RCPT", "553 5.1.3 mailbox name not allowed", MailFault.ADDRESS),
        ("RCPT", "556 5.1.10 domain takes no mail", MailFault.ADDRESS),
        ("RCPT", "550 5.7.1 relaying denied", MailFault.OPERATOR_FAULT),
        ("RCPT", "530 5.7.0 authentication required", MailFault.OPERATOR_FAULT),
        ("RCPT", "554 5.7.1 your address is blocked", MailFault.OPERATOR_FAULT),
        ("DATA", "451 4.3.0 try later", MailFault.TRY_LATER),
        ("DATA", "550 5.2.1 mailbox disabled", MailFault.ADDRESS),
        ("DATA", "552 5.2.2 mailbox full", MailFault.ADDRESS),
        ("DATA", "554 5.6.0 looks like spam", MailFault.OPERATOR_FAULT),
    ],
)
async def test_every_reply_is_sorted_by_who_can_help(
    stage: Stage, reply: str, fault: MailFault
) -> None:
    sink = MailSink()
    if stage == "EHLO":
        sink.answer("EHLO", reply)  # answered to HELO as well
    sink.answer(stage, reply)
    refused = await refusal(sink)
    assert (refused.fault, refused.code) == (fault, reply[:3])
    assert refused.permanent == (fault is MailFault.ADDRESS)
    assert sink.mails == []


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
async def test_a_server_that_falls_silent_is_left_in_time(stage: Stage) -> None:
    sink = MailSink()
    sink.answer(stage, STALL)
    refused = await refusal(sink, patience=0.2)
    assert (refused.fault, refused.code) == (MailFault.TRY_LATER, "time-out")


async def test_after_a_connection_lost_at_the_end_the_repeated_mail_is_the_same() -> None:
    sink = MailSink()
    sink.answer("DATA", DROP)
    async with sending_to(sink) as sender:
        with pytest.raises(MailRefused) as caught:
            await sender.send(MAIL)
        await sender.send(MAIL)
    assert caught.value.fault is MailFault.TRY_LATER
    taken, repeated = sink.mails
    assert taken.message["Message-ID"] == repeated.message["Message-ID"]


async def test_a_server_that_is_away_is_tried_later() -> None:
    sink = MailSink()
    await sink.start()
    url = sink.url
    await sink.close()
    with pytest.raises(MailRefused) as caught:
        await SmtpMail(parse_smtp_url(url), FROM).send(MAIL)
    assert (caught.value.fault, caught.value.code) == (MailFault.TRY_LATER, "connection")


async def test_no_secret_is_in_a_log_or_an_exception(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sink = MailSink(login=LOGIN)
    sink.answer("RCPT", f"550 5.1.1 {TO} is unknown")
    async with sending_to(sink) as sender:
        with pytest.raises(MailRefused) as caught:
            await sender.send(MAIL)
        await sender.send(MAIL)
    spoken = caplog.text + repr(MAIL) + "".join(traceback.format_exception(caught.value))
    for secret in (TO, "4812", "секрет", "b.example.ru"):
        assert secret not in spoken
