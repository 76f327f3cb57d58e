"""Guards what is kept of messages: enough for follow-up and alarms, nothing of the phone."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.use_cases.ports.sms import DeliveryStatus
from bot.use_cases.ports.sms_log import Handover, SmsEntry
from storage.engine import Database
from storage.keys import Keyring
from storage.sms import StoredSms
from storage.tables import sms
from storage.unit_of_work import Conflict, execute
from tests.conftest import FakeClock

PHONE = "+79160000001"
CHALLENGE = b"c" * 16


@pytest.fixture
def log(database: Database, keys: Keyring, clock: FakeClock) -> StoredSms:
    return StoredSms(database, keys, clock)


def entry(log: StoredSms, number: int = 1, challenge: bytes = CHALLENGE) -> SmsEntry:
    return SmsEntry(
        key=f"pin:{challenge.hex()}:{number}",
        challenge_id=challenge,
        handover=Handover.ACCEPTED,
        gateway="smsc",
        at=log.clock(),
        phone=PHONE,
        provider_id="77",
        cost=Decimal("4.10"),
    )


async def test_an_entry_comes_back_without_its_phone(log: StoredSms) -> None:
    kept = entry(log)
    await execute(log.database, [log.add(kept)])
    assert await log.find(kept.key) == replace(kept, phone="")
    assert await log.find("unknown") is None


async def test_a_message_is_kept_once(log: StoredSms) -> None:
    await execute(log.database, [log.add(entry(log))])
    with pytest.raises(Conflict):
        await execute(log.database, [log.add(entry(log))])


@pytest.mark.parametrize("status", DeliveryStatus)
async def test_every_status_is_kept_and_read(log: StoredSms, status: DeliveryStatus) -> None:
    kept = entry(log)
    await execute(log.database, [log.add(kept), log.note_status(kept.key, status)])
    found = await log.find(kept.key)
    assert found is not None
    assert found.status is status


async def test_neighbouring_phones_share_the_digest_of_their_prefix(log: StoredSms) -> None:
    phones = (PHONE, "+79160009999", "+79161000001")
    entries = [replace(entry(log, number), phone=phone) for number, phone in enumerate(phones)]
    await execute(log.database, [log.add(one) for one in entries])
    async with log.database.reading() as connection:
        found = await connection.scalars(select(sms.c.prefix_digest).order_by(sms.c.id))
        first, neighbour, stranger = found.all()
    assert first == neighbour != stranger


async def test_the_last_gateway_is_that_of_the_newest_message_that_may_have_left(
    log: StoredSms,
) -> None:
    assert await log.last_gateway(CHALLENGE) is None
    refused = replace(entry(log, 3), handover=Handover.REFUSED, gateway="third")
    unknown = replace(entry(log, 4), handover=Handover.UNCERTAIN, gateway=None)
    unclear = replace(entry(log, 2), handover=Handover.UNCERTAIN, gateway="smsru")
    await execute(
        log.database, [log.add(one) for one in (entry(log, 1), unclear, refused, unknown)]
    )
    assert await log.last_gateway(CHALLENGE) == "smsru"


async def test_the_conversion_is_taken_over_the_last_messages_that_left(
    log: StoredSms, clock: FakeClock
) -> None:
    entries = [entry(log, challenge=bytes([number]) * 16) for number in range(5)]
    refused = replace(entry(log, challenge=b"r" * 16), handover=Handover.REFUSED)
    await execute(log.database, [log.add(one) for one in (*entries, refused)])
    for number in (0, 3, 4):
        await execute(log.database, [log.note_confirmed(bytes([number]) * 16)])
    clock.passes(minutes=10)
    await execute(log.database, [log.add(entry(log))])
    assert await log.conversion(4, clock.now) == 50
    assert await log.conversion(6, clock.now) is None
    assert await log.conversion(6, clock.now + timedelta(seconds=1)) == 50
