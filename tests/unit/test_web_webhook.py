"""What Telegram is told: 200 after the commit, 500 for our trouble, 4xx for strangers only."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.web.webhook import BODY_LIMIT, Webhook
from tests.unit.web_site import NO_HEADERS, QUICK, Answer, Headers, Site, served

SECRET = "s3cret_Of-the-webhook"
UPDATE = {"update_id": 7, "message": {"text": "паспорт 4500 123456"}}


@dataclass
class Intake:
    fault: Exception | None = None
    silent: bool = False
    updates: list[dict[str, Any]] = field(default_factory=list)
    unreadable: int = 0

    async def accept(self, update: dict[str, Any]) -> None:
        if self.silent:
            await asyncio.get_running_loop().create_future()
        if self.fault is not None:
            raise self.fault
        self.updates.append(update)

    def count(self) -> None:
        self.unreadable += 1

    def webhook(self) -> Webhook:
        return Webhook(
            "/telegram",
            SECRET,
            self.accept,
            self.count,
            commit_seconds=0.2,
            body_seconds=0.3,
            retry_after=5,
        )


async def deliver(site: Site, body: bytes, headers: Headers = NO_HEADERS) -> Answer:
    usual = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    return await site.ask("POST", "/telegram", {**usual, **headers}, body)


async def test_an_update_is_handed_over_and_answered_when_it_is_committed() -> None:
    intake = Intake()
    async with served(webhook=intake.webhook()) as site:
        answer = await deliver(site, json.dumps(UPDATE).encode())
    assert (answer.status, answer.text) == (200, "")
    assert intake.updates == [UPDATE]


async def test_telegram_may_name_any_host() -> None:
    async with served(webhook=Intake().webhook()) as site:
        assert (await deliver(site, b"{}", {"Host": "10.0.0.5:8080"})).status == 200


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x", "sécret", "\udcff"])
async def test_a_stranger_is_refused(secret: str) -> None:
    intake = Intake()
    async with served(webhook=intake.webhook()) as site:
        answer = await site.raw(
            b"POST /telegram HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            b"Content-Type: application/json\r\nContent-Length: 2\r\n"
            b"X-Telegram-Bot-Api-Secret-Token: "
            + secret.encode(errors="surrogateescape")
            + b"\r\n\r\n{}"
        )
    assert answer.startswith(b"HTTP/1.1 401")
    assert intake.updates == []


async def test_a_request_without_the_secret_is_refused_whatever_else_it_forges() -> None:
    async with served(webhook=Intake().webhook()) as site:
        forged = {"Content-Type": "application/json", "X-Forwarded-For": "149.154.167.220"}
        answer = await site.ask("POST", "/telegram", forged, b"{}")
    assert answer.status == 401


async def test_only_json_is_taken() -> None:
    async with served(webhook=Intake().webhook()) as site:
        assert (await deliver(site, b"{}", {"Content-Type": "text/plain"})).status == 415


async def test_a_body_over_a_mebibyte_is_refused() -> None:
    async with served(webhook=Intake().webhook()) as site:
        assert (await deliver(site, b" " * (BODY_LIMIT - 2) + b"{}")).status == 200
        assert (await deliver(site, b" " * BODY_LIMIT + b"{}")).status == 413


async def test_a_slow_body_is_cut() -> None:
    async with served(webhook=Intake().webhook(), limits=QUICK) as site:
        answer = await site.raw(
            b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"X-Telegram-Bot-Api-Secret-Token: " + SECRET.encode() + b"\r\n"
            b"Content-Length: 9\r\n\r\n{"
        )
    assert answer.startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b'"text"', b"\xff", b"[" * 100_000, b"1" * 10_000]
)
async def test_what_telegram_sends_and_nobody_can_read_is_counted_and_not_sent_again(
    body: bytes,
) -> None:
    intake = Intake()
    async with served(webhook=intake.webhook()) as site:
        assert (await deliver(site, body)).status == 200
    assert intake.unreadable == 1
    assert intake.updates == []


async def test_a_commit_that_takes_too_long_is_asked_for_again() -> None:
    async with served(webhook=Intake(silent=True).webhook()) as site:
        answer = await deliver(site, b"{}")
    assert (answer.status, answer.headers["Retry-After"]) == (500, "5")


async def test_a_database_that_is_away_makes_telegram_come_again_and_logs_no_word() -> None:
    intake = Intake(fault=ConnectionError("паспорт 4500 123456"))
    with capture_logs() as events:
        async with served(webhook=intake.webhook()) as site:
            answer = await deliver(site, json.dumps(UPDATE).encode())
    assert (answer.status, answer.headers["Retry-After"]) == (500, "5")
    assert events == [
        {
            "event": "update not taken",
            "route": "/telegram",
            "error": "ConnectionError",
            "log_level": "error",
        }
    ]
    assert "паспорт" not in answer.text


async def test_with_polling_there_is_no_such_address() -> None:
    async with served() as site:
        assert (await deliver(site, b"{}")).status == 404


def test_the_secret_is_not_in_the_repr() -> None:
    assert SECRET not in repr(Intake().webhook())
