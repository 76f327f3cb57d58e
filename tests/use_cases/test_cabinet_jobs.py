"""The hand-over of an account against a real HTTP server on the loopback address."""

import json
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from aiohttp import ClientSession, ClientTimeout, web
from structlog.testing import capture_logs

from bot.gateways.cabinet import HttpCabinet, signature
from bot.use_cases.cabinet.erase_in_cabinet import EraseInCabinet
from bot.use_cases.cabinet.hand_over import HandOver
from bot.use_cases.cabinet.jobs import CabinetAct, CabinetJobs, erasure_job, hand_over_job
from bot.use_cases.ports.accounts import Account
from bot.use_cases.ports.cabinet import CabinetAccount, CabinetPerson, CabinetRefused
from bot.use_cases.ports.jobs import Again, Ended, Job, JobState, NewJob
from tests.conftest import FakeClock

SECRET = "shared-with-the-cabinet"
PEOPLE = (CabinetPerson("К-17", "ООО «Ромашка»", "insured"),)


@dataclass
class CabinetServer:
    """Takes what is posted, and answers as told."""

    answers: deque[int] = field(default_factory=deque)
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.read()))
        status = self.answers.popleft() if self.answers else 201
        return web.Response(status=status, headers={"Location": "/elsewhere"})


class KnownAccounts:
    """One activated account."""

    def __init__(self, account: CabinetAccount) -> None:
        self.account = account

    async def find(self, account_id: str) -> CabinetAccount | None:
        return self.account if account_id == self.account.id else None

    async def every(self) -> AsyncIterator[CabinetAccount]:
        yield self.account


@pytest.fixture
async def server() -> AsyncIterator[CabinetServer]:
    cabinet = CabinetServer()
    app = web.Application()
    app.router.add_post("/accounts", cabinet.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    cabinet.url = f"http://127.0.0.1:{runner.addresses[0][1]}/accounts"
    yield cabinet
    await runner.cleanup()


@pytest.fixture
def account(clock: FakeClock) -> CabinetAccount:
    return CabinetAccount(
        "a" * 32, "anna@example.ru", "+79160000001", "$argon2id$x", clock(), PEOPLE
    )


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
def hand_over(
    server: CabinetServer, account: CabinetAccount, clock: FakeClock, session: ClientSession
) -> HandOver:
    return HandOver(KnownAccounts(account), HttpCabinet(session, server.url, SECRET, clock), clock)


@pytest.fixture
def jobs(
    hand_over: HandOver, server: CabinetServer, clock: FakeClock, session: ClientSession
) -> CabinetJobs:
    erase = EraseInCabinet(HttpCabinet(session, server.url, SECRET, clock), clock)
    return CabinetJobs({CabinetAct.SAVE: hand_over, CabinetAct.ERASE: erase})


def job(account_id: str = "a" * 32, attempts: int = 1) -> Job:
    """Give the job of an account that was activated at the first moment of the clock."""
    ordered = hand_over_job(_account(account_id), FakeClock().now)
    return taken(ordered, attempts)


def taken(ordered: NewJob, attempts: int = 1) -> Job:
    return Job(1, ordered.kind, ordered.dedupe_key, ordered.payload, ordered.person, attempts)


def _account(account_id: str) -> Account:
    return Account(account_id, 7, (1,), "anna@example.ru", "+79160000001", activated=True)


async def test_the_cabinet_gets_the_account_signed_and_under_its_id(
    hand_over: HandOver, server: CabinetServer, account: CabinetAccount, clock: FakeClock
) -> None:
    assert await hand_over(job()) == Ended()
    [(headers, body)] = server.requests
    timestamp = headers["X-Timestamp"]
    assert timestamp == str(int(clock.now.timestamp()))
    assert headers["X-Signature"] == signature(SECRET, timestamp, body)
    assert headers["Idempotency-Key"].startswith(account.id)
    assert headers["Content-Type"] == "application/json"
    assert json.loads(body) == {
        "action": "save",
        "account": account.id,
        "email": "anna@example.ru",
        "phone": "+79160000001",
        "password_hash": "$argon2id$x",
        "activated_at": "2026-03-02T09:00:00+00:00",
        "insured": [{"identifier": "К-17", "policyholder": "ООО «Ромашка»", "role": "insured"}],
    }


def test_the_signature_covers_time_body_and_secret() -> None:
    known = "9d713ed406bb7076d4123f0dc2c39d2df5c654ed4b0cd56b52c8b4c940bd63ae"
    assert signature("key", "1700000000", b"{}") == known
    others = {
        signature("yek", "1700000000", b"{}"),
        signature("key", "1700000001", b"{}"),
        signature("key", "1700000000", b"[]"),
    }
    assert known not in others


@pytest.mark.parametrize("status", [500, 502, 503, 408, 409, 425, 429])
async def test_a_cabinet_that_is_busy_is_waited_for(
    hand_over: HandOver, server: CabinetServer, clock: FakeClock, status: int
) -> None:
    for attempts, seconds in ((1, 30), (2, 60), (50, 3600)):
        server.answers.append(status)
        outcome = await hand_over(job(attempts=attempts))
        assert outcome == Again(clock.now + timedelta(seconds=seconds), error=f"http-{status}")
    assert await hand_over(job(attempts=51)) == Ended()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 302])
async def test_a_refusal_raises_an_alarm_every_hour_for_three_days(
    hand_over: HandOver, server: CabinetServer, clock: FakeClock, status: int
) -> None:
    server.answers.extend([status] * 2)
    with capture_logs() as logs:
        outcome = await hand_over(job())
    assert outcome == Again(clock.now + timedelta(hours=1), error=f"http-{status}")
    assert [line["log_level"] for line in logs] == ["critical"]
    assert "anna@example.ru" not in str(logs)
    clock.passes(days=3)
    assert await hand_over(job()) == Ended(JobState.DEAD, error=f"http-{status}")
    assert len(server.requests) == 2


async def test_a_cabinet_that_cannot_be_reached_is_waited_for(
    account: CabinetAccount, clock: FakeClock, session: ClientSession
) -> None:
    nobody = HttpCabinet(session, "http://127.0.0.1:1/", SECRET, clock)
    outcome = await HandOver(KnownAccounts(account), nobody, clock)(job())
    assert isinstance(outcome, Again)
    assert outcome.error == "connection"


async def test_a_cabinet_that_never_answers_is_a_time_out(
    server: CabinetServer, account: CabinetAccount, clock: FakeClock, session: ClientSession
) -> None:
    impatient = HttpCabinet(session, server.url, SECRET, clock, ClientTimeout(total=1e-9))
    with pytest.raises(CabinetRefused) as refused:
        await impatient.hand_over(account)
    assert refused.value.code == "time-out"


async def test_an_address_that_is_none_raises_an_alarm(
    account: CabinetAccount, clock: FakeClock, session: ClientSession
) -> None:
    nowhere = HttpCabinet(session, "cabinet", SECRET, clock)
    with pytest.raises(CabinetRefused) as refused:
        await nowhere.hand_over(account)
    assert refused.value.code == "address"


async def test_an_account_erased_meanwhile_is_not_handed_over(
    hand_over: HandOver, server: CabinetServer
) -> None:
    assert await hand_over(job("b" * 32)) == Ended()
    assert server.requests == []


def test_nothing_of_an_account_shows_in_what_is_printed(
    account: CabinetAccount, clock: FakeClock
) -> None:
    assert "anna" not in repr(account)
    assert "argon2" not in repr(account)


async def test_an_account_that_grew_is_handed_over_again_under_another_key(
    hand_over: HandOver, server: CabinetServer, account: CabinetAccount
) -> None:
    known = hand_over.accounts
    assert isinstance(known, KnownAccounts)
    for people in (PEOPLE, PEOPLE, (*PEOPLE, CabinetPerson("К-18", "ООО «Ромашка»", "insured"))):
        known.account = replace(account, insured=people)
        assert await hand_over(job()) == Ended()
    first, second, grown = [headers["Idempotency-Key"] for headers, _ in server.requests]
    assert first == second != grown
    assert len(json.loads(server.requests[-1][1])["insured"]) == 2


def test_each_addition_is_a_job_of_its_own(clock: FakeClock) -> None:
    account = _account("a" * 32)
    keys = [hand_over_job(account, clock(), added).dedupe_key for added in (None, 2, 3, 3)]
    assert len(set(keys)) == 3


async def test_an_erasure_tells_the_id_alone_once_nothing_can_follow_it(
    jobs: CabinetJobs, server: CabinetServer, clock: FakeClock
) -> None:
    ordered = erasure_job("a" * 32, clock())
    assert ordered.person is None
    assert ordered.not_before == clock() + timedelta(minutes=1)
    assert await jobs(taken(ordered)) == Ended()
    [(headers, body)] = server.requests
    assert json.loads(body) == {"action": "erase", "account": "a" * 32}
    assert headers["X-Signature"] == signature(SECRET, headers["X-Timestamp"], body)


@pytest.mark.parametrize(
    ("status", "done"), [(200, True), (410, True), (404, False), (500, False)]
)
async def test_an_erasure_is_told_until_the_cabinet_has_heard(
    jobs: CabinetJobs, server: CabinetServer, clock: FakeClock, status: int, *, done: bool
) -> None:
    server.answers.append(status)
    outcome = await jobs(taken(erasure_job("a" * 32, clock())))
    assert (outcome == Ended()) == done
    assert done or isinstance(outcome, Again)


async def test_a_job_goes_to_whoever_does_its_act(
    jobs: CabinetJobs, server: CabinetServer
) -> None:
    assert await jobs(job()) == Ended()
    assert json.loads(server.requests[0][1])["action"] == "save"
