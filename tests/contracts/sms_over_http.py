"""What the tests of both SMS gateways share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientSession, ClientTimeout

from bot.gateways.sms.failover import open_gateways
from bot.gateways.sms.http import TIMEOUT
from bot.gateways.sms.url import parse_sms_url
from bot.sandbox.sms import SmscEmulator, SmsRuEmulator
from bot.use_cases.ports.sms import Sms, SmsGateway

PHONE = "+79160000001"
TEXT = "481205 — код для личного кабинета страховщика. Никому не сообщайте."
SMS = Sms("key-1", PHONE, TEXT, ttl_minutes=10)


@asynccontextmanager
async def talking_to(
    emulator: SmscEmulator | SmsRuEmulator, patience: ClientTimeout = TIMEOUT
) -> AsyncIterator[SmsGateway]:
    """Give the client of an emulator that listens."""
    await emulator.server.start()
    try:
        async with ClientSession() as session:
            [gateway] = open_gateways(parse_sms_url(emulator.url), session, patience)
            yield gateway
    finally:
        await emulator.server.close()
