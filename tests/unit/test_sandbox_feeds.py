"""What the sandbox page is told about SMS and mails."""

import asyncio
import json
from contextlib import aclosing

from bot.gateways.mail import SmtpMail
from bot.gateways.smtp_url import parse_smtp_url
from bot.sandbox.ledger import Ledger
from bot.sandbox.mail import MailSink
from bot.sandbox.sms import ArrivedSms, SmsInbox
from bot.use_cases.ports.mail import Letter, Mail

PHONE = "+79160000001"


def sms(number: int, phone: str = PHONE, text: str = "48120{} — код") -> ArrivedSms:
    return ArrivedSms("smsc", str(number), phone, text.format(number))


async def test_a_reader_gets_what_was_before_and_what_comes_after() -> None:
    inbox = SmsInbox()
    inbox.deliver(sms(1))
    async with aclosing(inbox.subscribe()) as feed:
        first = await anext(feed)
        inbox.deliver(sms(2))
        second = await anext(feed)
    assert [first["id"], second["id"]] == ["1", "2"]
    assert json.loads(json.dumps(first))["text"] == "481201 — код"


async def test_two_readers_get_everything_each() -> None:
    ledger: Ledger[int] = Ledger()
    ledger.add(7)
    async with aclosing(ledger.follow()) as one, aclosing(ledger.follow()) as other:
        assert (await anext(one), await anext(other)) == (7, 7)
        ledger.add(8)
        assert (await anext(one), await anext(other)) == (8, 8)


async def test_waiting_ends_with_the_message_to_that_phone() -> None:
    inbox = SmsInbox()
    waiting = asyncio.create_task(inbox.waits_for(PHONE, count=2))
    for number, phone in ((1, PHONE), (2, "+79160000002"), (3, PHONE)):
        inbox.deliver(sms(number, phone))
    assert (await waiting).provider_id == "3"


async def test_the_last_pin_is_the_newest_one_and_other_texts_have_none() -> None:
    inbox = SmsInbox()
    inbox.deliver(sms(1))
    inbox.deliver(sms(2))
    inbox.deliver(sms(3, text="В кабинете ДМС сменился телефон"))
    assert inbox.last_pin == "481202"
    assert inbox.messages[-1].pin is None


async def test_an_arriving_mail_is_told_with_its_link_and_code() -> None:
    sink = MailSink()
    await sink.start()
    letter = Letter("Тема", "Код:\n4812 0573\nhttps://b.example.ru/a#t\n", "<p>Код</p>")
    await SmtpMail(parse_smtp_url(sink.url), "bot@example.ru").send(Mail("1", "a@b.ru", letter))
    async with aclosing(sink.subscribe()) as feed:
        told = await anext(feed)
    assert (await sink.waits_for("a@b.ru")).subject == told["subject"] == "Тема"
    assert json.loads(json.dumps(told))["links"] == ["https://b.example.ru/a#t"]
    assert told["code"] == "48120573"
    await sink.close()
