"""`doctor` and the services of others: Telegram, the mail server, SMS gateways."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
from aiohttp import ClientSession

from bot.checks.finding import Verdict
from bot.checks.mail import check_mail
from bot.checks.sms import check_sms
from bot.checks.telegram import check_telegram
from bot.settings import Settings
from tests.unit.doctor_findings import HOST, changed, only
from tests.world import World, free_port

FINE, WARNING, FAULT = Verdict.FINE, Verdict.WARNING, Verdict.FAULT


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    await world.start()
    yield world
    await world.stop()


@pytest.fixture
def settings(world: World, sqlite_url: str) -> Settings:
    return world.settings(sqlite_url)


async def test_an_unknown_token_is_a_fault(settings: Settings) -> None:
    finding = await only(check_telegram(changed(settings, bot_token="1:unknown")))
    assert (finding.verdict, finding.text) == (FAULT, "Telegram не знает такого токена")


async def test_a_telegram_that_is_away_is_a_fault(settings: Settings) -> None:
    away = changed(settings, telegram_api_url=f"http://{HOST}:{free_port()}")
    assert "Telegram не отвечает" in (await only(check_telegram(away))).text


async def set_webhook(world: World, url: str) -> None:
    async with (
        ClientSession() as session,
        session.post(
            f"{world.telegram_url}/bot{world.telegram.token}/setWebhook", data={"url": url}
        ) as response,
    ):
        assert response.status == 200


async def test_a_webhook_that_takes_the_updates_away_is_a_fault(
    world: World, settings: Settings
) -> None:
    await set_webhook(world, f"http://{HOST}:{free_port()}/foreign")
    _, finding = await check_telegram(settings)
    assert (finding.verdict, finding.subject) == (FAULT, "WEBHOOK")
    assert "deleteWebhook" in finding.text


async def test_a_webhook_is_known_for_ours_for_foreign_or_for_missing(
    world: World, settings: Settings
) -> None:
    hooked = changed(settings, webhook=True)
    _, missing = await check_telegram(hooked)
    await set_webhook(world, f"http://{HOST}:{free_port()}/foreign")
    _, foreign = await check_telegram(hooked)
    await set_webhook(world, f"{settings.public_url}/telegram")
    _, ours = await check_telegram(hooked)
    assert [one.verdict for one in (missing, foreign, ours)] == [WARNING, WARNING, FINE]


async def test_a_mail_server_that_is_away_is_a_fault(world: World, settings: Settings) -> None:
    await world.mail.close()
    finding = await only(check_mail(settings))
    assert (finding.verdict, finding.text) == (FAULT, "нет соединения с сервером")


@pytest.mark.parametrize(
    ("balance", "verdict", "told"),
    [
        ("0", FAULT, "0,00"),
        ("-5.05", FAULT, "-5,05"),
        ("499.9", WARNING, "499,90"),
        ("500", FINE, "500,00"),
        ("12345.678", FINE, "12\N{NARROW NO-BREAK SPACE}345,68"),
    ],
)
async def test_money_at_the_gateway_is_watched(
    world: World, settings: Settings, balance: str, verdict: Verdict, told: str
) -> None:
    world.gateway.balance = Decimal(balance)
    finding = await only(check_sms(settings))
    assert (finding.verdict, finding.text) == (verdict, f"smsc: на счёте {told} ₽")


async def test_every_gateway_is_asked(world: World, settings: Settings) -> None:
    away = f"smsru://id@{HOST}:{free_port()}?tls=off"
    both = changed(settings, sms_url=f"{world.gateway.url},{away}")
    working, missing = await check_sms(both)
    assert [working.verdict, missing.verdict] == [FINE, FAULT]
    assert missing.text == "smsru: шлюз не отвечает (no-connection)"


async def test_a_gateway_that_refuses_us_is_a_fault(world: World, settings: Settings) -> None:
    world.gateway.refuse(2, "balance")
    assert "отказал с кодом 2" in (await only(check_sms(settings))).text
