"""Logins and certificates of the SMTP client, against a real server."""

import ssl
from pathlib import Path

import pytest

from bot.gateways.mail import SmtpMail
from bot.gateways.smtp_url import parse_smtp_url
from bot.sandbox.mail import HOST, MailSink
from bot.use_cases.ports.mail import MailFault, MailRefused
from tests.certificates import self_signed
from tests.contracts.smtp_over_loopback import FROM, LOGIN, MAIL, refusal, sending_to


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(HOST, tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def client_tls(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certificate)


async def test_login_over_starttls_and_over_tls_works(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    for sink in (
        MailSink(login=LOGIN, starttls=server_tls),
        MailSink(login=LOGIN, tls=server_tls),
    ):
        async with sending_to(sink, tls=client_tls) as sender:
            await sender.check()
            await sender.send(MAIL)
        assert len(sink.mails) == 1


async def test_a_wrong_password_is_the_operators_fault() -> None:
    sink = MailSink(login=LOGIN)
    await sink.start()
    wrong = f"smtp://bot:wrong@{HOST}:{sink.port}"
    sender = SmtpMail(parse_smtp_url(wrong), FROM)
    for attempt in (sender.send(MAIL), sender.check()):
        with pytest.raises(MailRefused) as caught:
            await attempt
        assert (caught.value.fault, caught.value.code) == (MailFault.OPERATOR_FAULT, "535")
    await sink.close()


async def test_a_server_that_wants_a_login_refuses_who_has_none() -> None:
    sink = MailSink(login=LOGIN)
    await sink.start()
    sender = SmtpMail(parse_smtp_url(f"smtp://{HOST}:{sink.port}"), FROM)
    with pytest.raises(MailRefused) as caught:
        await sender.send(MAIL)
    await sink.close()
    assert (caught.value.fault, caught.value.code) == (MailFault.OPERATOR_FAULT, "530")


async def test_a_login_that_fails_for_now_is_tried_later() -> None:
    sink = MailSink(login=LOGIN)
    for _ in range(2):  # the client tries each mechanism
        sink.answer("AUTH", "454 4.7.0 temporary failure")
    assert (await refusal(sink)).fault is MailFault.TRY_LATER


async def test_starttls_is_demanded_when_the_setting_says_so() -> None:
    sink = MailSink()
    await sink.start()
    sender = SmtpMail(parse_smtp_url(f"smtp+starttls://{HOST}:{sink.port}"), FROM)
    with pytest.raises(MailRefused) as caught:
        await sender.send(MAIL)
    await sink.close()
    assert caught.value.fault is MailFault.OPERATOR_FAULT
    assert sink.mails == []


async def test_a_certificate_nobody_vouches_for_is_refused(server_tls: ssl.SSLContext) -> None:
    for sink in (MailSink(starttls=server_tls), MailSink(tls=server_tls)):
        refused = await refusal(sink)
        assert (refused.fault, refused.code) == (MailFault.OPERATOR_FAULT, "certificate")
        assert sink.mails == []
