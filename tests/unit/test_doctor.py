"""`doctor` as a whole: a world that works, checks that break off, the command."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.app import build
from bot.checks.finding import Finding, Verdict
from bot.checks.mail import check_mail
from bot.checks.pages import check_links
from bot.checks.running import carry_out
from bot.checks.sms import check_sms
from bot.checks.telegram import check_telegram
from bot.commands.checkup import CHECKS
from bot.limits import Limits
from bot.settings import Settings
from bot.web import server
from tests.conftest import KEY
from tests.unit.doctor_findings import HOST, changed, short
from tests.world import World, free_port, import_registry

FINE, FAULT = Verdict.FINE, Verdict.FAULT


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    await world.start()
    yield world
    await world.stop()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    tmp_path.chmod(0o700)
    return tmp_path


@pytest.fixture
async def settings(world: World, sqlite_url: str, folder: Path) -> Settings:
    """Give the settings of a bot whose registry is loaded."""
    await import_registry(sqlite_url)
    return world.settings(sqlite_url)


async def test_a_world_in_order_has_no_fault(world: World, settings: Settings) -> None:
    running = build(settings, Limits(), lambda: None)
    listening = await server.start(running.web, HOST, settings.http_port)
    findings = await carry_out(CHECKS, settings)
    await listening.stop()
    await running.core.bot.session.close()
    await running.core.store.database.close()
    await running.outside.closing.aclose()
    [links] = [finding for finding in findings if finding.verdict is not FINE]
    assert (links.verdict, links.subject) == (Verdict.WARNING, "PUBLIC_URL")
    assert "ссылки из писем у людей не откроются" in links.text
    assert {finding.subject for finding in findings} == {
        *("настройки", "locales/ru", "DATABASE_URL", "SECRET_KEYS", str(Path.cwd())),
        *("BOT_TOKEN", "WEBHOOK", "SMTP_URL", "SMS_URL", "PUBLIC_URL", "CABINET_API_URL"),
    }


async def test_an_address_of_the_world_outside_is_good_for_links(settings: Settings) -> None:
    assert await check_links(changed(settings, public_url="https://cabinet.example.org")) == []
    for machine in ("http://localhost:8080", "http://127.0.0.1", "https://[::1]"):
        [finding] = await check_links(changed(settings, public_url=machine))
        assert finding.verdict is Verdict.WARNING


async def test_no_line_shows_a_value(world: World, settings: Settings) -> None:
    world.gateway.refuse(2, "balance")
    findings = await carry_out(CHECKS, settings)
    printed = "\n".join(map(str, findings))
    values = (world.telegram.token, world.gateway.url, world.mail.url, settings.public_url)
    assert not any(value in printed for value in (*values, b64encode(KEY).decode()))


async def test_a_check_that_hangs_or_fails_stops_no_other(settings: Settings) -> None:
    async def hangs(_: Settings) -> Sequence[Finding]:
        await asyncio.Event().wait()
        return []

    async def fails(_: Settings) -> Sequence[Finding]:
        raise LookupError("a value")

    findings = await carry_out(
        {"A": hangs, "B": fails, "WEBHOOK": check_telegram}, settings, seconds=2
    )
    assert short(findings) == [(FAULT, "A"), (FAULT, "B"), (FINE, "BOT_TOKEN"), (FINE, "WEBHOOK")]
    assert "нет ответа за 2 с" in findings[0].text
    assert "LookupError" in findings[1].text
    assert "a value" not in findings[1].text


async def test_a_setting_that_only_its_user_can_judge_is_named(settings: Settings) -> None:
    wrong = changed(settings, smtp_url="http://nowhere", sms_url="smsc://nobody@")
    findings = await carry_out({"A": check_mail, "B": check_sms}, wrong)
    assert short(findings) == [(FAULT, "SMTP_URL"), (FAULT, "SMS_URL")]


def doctor() -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["doctor"])
    return result.exit_code, result.stdout, result.stderr


def test_a_sandbox_needs_no_doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, said, _ = doctor()
    assert (code, said) == (0, "BOT_TOKEN не задан: это песочница, проверять в ней нечего.\n")


def test_a_fault_ends_with_one_and_a_line_for_each_check(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = World().environment(sqlite_url)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    nowhere = f"http://{HOST}:{free_port()}"
    monkeypatch.setenv("TELEGRAM_API_URL", nowhere)
    monkeypatch.setenv("SMTP_URL", f"smtp://{HOST}:{free_port()}")
    monkeypatch.setenv("SMS_URL", f"smsc://a:b@{HOST}:{free_port()}?tls=off")
    code, said, _ = doctor()
    assert code == 1
    lines = said.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("сбой")] == [
        *("BOT_TOKEN:", "SMTP_URL:", "SMS_URL:")
    ]
    assert len(lines) == 10


def test_a_wrong_setting_is_the_only_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    code, said, complaint = doctor()
    assert (code, said) == (1, "")
    assert complaint.startswith("bot: LOG_LEVEL: допустимо только ")
    assert len(complaint.splitlines()) == 1
