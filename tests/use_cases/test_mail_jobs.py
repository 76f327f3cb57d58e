"""Mail jobs carried out against a real SMTP server on the loopback address."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.gateways.letters import JinjaLetters
from bot.gateways.mail import SmtpMail
from bot.gateways.smtp_url import parse_smtp_url
from bot.sandbox.mail import MailSink
from bot.texts import Texts
from bot.use_cases.activation.deliver_mail import DeliverMail
from bot.use_cases.ports.jobs import Again, Ended, Job, JobKind, JobState, Outcome
from bot.use_cases.ports.web import ActivationState
from tests.conftest import FakeClock
from tests.use_cases.account_fakes import FakeJobs, Rows
from tests.use_cases.account_world import (
    BORIS,
    CHAT,
    EMAIL,
    OTHER_CHAT,
    World,
    in_memory,
)
from tests.use_cases.tally_fake import counted

SENT = (JobState.DONE, None)
BASE = "https://bot.example.ru"


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def world(clock: FakeClock, rows: Rows) -> World:
    return in_memory(clock, rows)


@pytest.fixture
async def sink() -> AsyncIterator[MailSink]:
    sink = MailSink()
    await sink.start()
    yield sink
    await sink.close()


@pytest.fixture
def deliver(world: World, rows: Rows, sink: MailSink, texts: Texts) -> DeliverMail:
    letters = JinjaLetters(
        texts.plain, insurer="«Пример»", phone="8 800 000-00-00", cabinet_url=BASE
    )
    sender = SmtpMail(parse_smtp_url(sink.url), "bot@example.ru", timeout=5)
    return DeliverMail(
        world.accounts,
        world.activations,
        FakeJobs(rows),
        letters,
        sender,
        world.tally,
        world.codes,
        world.clock,
        BASE,
    )


def taken(rows: Rows, number: int = 0, attempts: int = 1) -> Job:
    """Give a mail job as the worker would."""
    left = rows.of_kind(JobKind.MAIL)[number]
    return Job(number, JobKind.MAIL, left.dedupe_key, left.payload, left.person, attempts)


def ending(rows: Rows, outcome: Outcome) -> tuple[JobState, str | None]:
    """Return how a job ends, once what it wants written is."""
    assert isinstance(outcome, Ended)
    rows.commit(outcome.writes)
    return outcome.state, outcome.error


def events(rows: Rows, outcome: Outcome) -> list[object]:
    """Return what the outcome tells the conversation."""
    assert isinstance(outcome, Ended | Again)
    rows.commit(outcome.writes)
    return [json.loads(job.payload) for job in rows.of_kind(JobKind.EVENT)]


async def test_the_mail_carries_the_working_link_and_the_working_code(
    world: World, rows: Rows, deliver: DeliverMail, sink: MailSink
) -> None:
    await world.registers()
    assert ending(rows, await deliver(taken(rows))) == SENT
    assert counted(world.tally) == ["account:made", "mail:sent"]
    mail = await sink.waits_for(EMAIL)
    [link] = [one for one in mail.links if one.startswith(f"{BASE}/a/")]
    assert mail.code == await world.code()
    token = link.removeprefix(f"{BASE}/a/")
    assert await world.by_token.activate(token) is ActivationState.ACTIVATED


async def test_a_mail_sent_again_after_a_crash_is_the_same_mail(
    world: World, rows: Rows, deliver: DeliverMail, sink: MailSink
) -> None:
    await world.registers()
    await deliver(taken(rows))
    await deliver(replace(taken(rows, attempts=2), resumed=True))
    first, second = sink.mails
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert first.links == second.links


async def test_the_owner_of_a_taken_email_is_told_and_gets_no_link(
    world: World, rows: Rows, deliver: DeliverMail, sink: MailSink, clock: FakeClock
) -> None:
    await world.registers()
    await world.by_token.activate(rows.tokens()[0])
    clock.passes(minutes=2)
    await world.registers(OTHER_CHAT, BORIS)
    assert ending(rows, await deliver(taken(rows, 1))) == SENT
    mail = await sink.waits_for(EMAIL)
    assert "У Вас уже есть личный кабинет" in mail.subject
    assert mail.code is None
    assert rows.tokens()[1] not in mail.text + mail.html


async def test_a_mail_that_no_longer_counts_is_not_sent(
    world: World, rows: Rows, deliver: DeliverMail, sink: MailSink, clock: FakeClock
) -> None:
    await world.registers()
    clock.passes(minutes=2)
    await world.does(world.resend, CHAT, world.cause())
    assert await deliver(taken(rows, 0)) == Ended()
    await world.does(world.forget_pending, CHAT)
    assert await deliver(taken(rows, 1)) == Ended()
    assert sink.mails == []


async def test_a_refused_address_is_told_to_the_person_under_a_mask(
    world: World, rows: Rows, deliver: DeliverMail, sink: MailSink
) -> None:
    await world.registers()
    sink.answer("RCPT", "550 5.1.1 no such mailbox")
    outcome = await deliver(taken(rows))
    assert isinstance(outcome, Ended)
    assert (outcome.state, outcome.error) == (JobState.DONE, "550")
    [account_id] = rows.accounts
    assert events(rows, outcome) == [
        {
            "kind": "mail_refused",
            "data": {"account": account_id, "email": "a•••a@example.ru"},
        }
    ]


async def test_a_busy_server_is_tried_again_later_and_later(
    world: World, rows: Rows, deliver: DeliverMail, sink: MailSink, clock: FakeClock
) -> None:
    await world.registers()
    for attempt, minutes in ((1, 0.5), (2, 1), (3, 2), (20, 30)):
        sink.answer("RCPT", "450 4.2.0 greylisted")
        outcome = await deliver(taken(rows, attempts=attempt))
        assert isinstance(outcome, Again)
        assert (outcome.not_before - clock.now).total_seconds() == minutes * 60
    assert ending(rows, await deliver(taken(rows, attempts=21))) == SENT


async def test_the_third_failure_is_told_once(
    world: World, rows: Rows, deliver: DeliverMail, sink: MailSink
) -> None:
    await world.registers()
    told = []
    for attempt in (1, 2, 3, 4):
        sink.answer("MAIL", "421 4.3.0 busy")
        outcome = await deliver(taken(rows, attempts=attempt))
        told.append([one["kind"] for one in events(rows, outcome) if isinstance(one, dict)])
    assert told == [[], [], ["mail_delayed"], ["mail_delayed"]]


async def test_a_mail_is_given_up_when_its_link_would_have_expired(
    world: World, rows: Rows, deliver: DeliverMail, sink: MailSink, clock: FakeClock
) -> None:
    await world.registers()
    clock.passes(hours=23, minutes=45)
    sink.answer("RCPT", "450 4.2.0 greylisted")
    assert ending(rows, await deliver(taken(rows, attempts=40))) == (JobState.DEAD, "450")
    assert counted(world.tally)[-1] == "mail:failed"
    clock.passes(hours=1)
    assert await deliver(taken(rows, attempts=41)) == Ended(JobState.DEAD, error="expired")
    assert sink.mails == []


async def test_a_fault_of_the_operator_raises_an_alarm_that_names_nobody(
    world: World, rows: Rows, deliver: DeliverMail, sink: MailSink
) -> None:
    await world.registers()
    sink.answer("MAIL", "535 5.7.8 wrong sender")
    with capture_logs() as logs:
        assert isinstance(await deliver(taken(rows)), Again)
    assert [line["log_level"] for line in logs] == ["critical"]
    assert EMAIL not in str(logs)
