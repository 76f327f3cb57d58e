"""Whether each SMS gateway knows us, and how much money is left there."""

import asyncio
from collections.abc import Sequence
from decimal import Decimal

from aiohttp import ClientSession

from bot.checks.finding import Finding, fault, fine, warning
from bot.domain.figures import roubles
from bot.gateways.configured import sms_accounts
from bot.gateways.sms.failover import open_gateways
from bot.settings import Settings
from bot.use_cases.ports.sms import RefusalKind, SmsGateway, SmsRefused

SUBJECT = "SMS_URL"
LITTLE_MONEY = Decimal(500)
"""Roubles; about a hundred messages."""


async def check_sms(settings: Settings) -> Sequence[Finding]:
    accounts = sms_accounts(settings)
    async with ClientSession() as session:
        gateways = open_gateways(accounts, session)
        return await asyncio.gather(*(_balance(gateway) for gateway in gateways))


async def _balance(gateway: SmsGateway) -> Finding:
    try:
        balance = await gateway.balance()
    except SmsRefused as refusal:
        return fault(SUBJECT, f"{gateway.name}: {_refused(refusal)}")
    text = f"{gateway.name}: на счёте {roubles(round(100 * balance))} ₽"
    if balance <= 0:
        return fault(SUBJECT, text)
    return warning(SUBJECT, text) if balance < LITTLE_MONEY else fine(SUBJECT, text)


def _refused(refusal: SmsRefused) -> str:
    if refusal.kind is RefusalKind.TRY_LATER:
        return f"шлюз не отвечает ({refusal.code})"
    return f"шлюз отказал с кодом {refusal.code}: проверьте имя, пароль и доступ к API"
