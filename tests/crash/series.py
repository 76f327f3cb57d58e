"""One series of kills over a fresh database, judged by ledger and database."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from storage.captchas import StoredCaptchas
from storage.engine import Database, open_database
from storage.keys import Keyring
from storage.tables import account_insured, accounts
from tests.conftest import KEY
from tests.crash.bots import ColdNursery, Nursery, WarmNursery
from tests.crash.registry import write_registry
from tests.crash.run import Crowd, Outcome, endure
from tests.world import World, import_registry

INSURED = 2_000
UNHURRIED = {
    "LIMIT_SENDS_PER_SECOND": "10000",
    "LIMIT_CHAT_SENDS_PER_SECOND": "10000",
    "LIMIT_CHAT_BURST": "1000",
    "LIMIT_UPDATES_PER_MINUTE": "10000",
    "LIMIT_PIN_RESEND_SECONDS": "1",
    "LIMIT_PIN_SECOND_RESEND_SECONDS": "1",
    "LIMIT_PIN_LATER_RESEND_SECONDS": "1",
    "LIMIT_PINS_PER_DAY": "1000",
    "LIMIT_SMS_PER_PREFIX_HOUR": "1000",
    "LIMIT_SMS_PER_DAY": "100000",
}
"""Limits that would only make people wait."""


async def run_series(kills: int, seed: int, *, webhook: bool, cold: bool = False) -> Outcome:
    """Run it.

    Raises:
        AssertionError: an account is missing or there are two.
    """
    with tempfile.TemporaryDirectory() as folder:
        return await _run(Path(folder), kills, seed, webhook=webhook, cold=cold)


async def _run(folder: Path, kills: int, seed: int, *, webhook: bool, cold: bool) -> Outcome:
    url = f"sqlite+aiosqlite:///{folder}/bot.db"
    insured = write_registry(folder / "registry.csv", INSURED)
    await import_registry(url, folder / "registry.csv")
    world = World()
    await world.start()
    environment = world.environment(url, webhook=webhook) | UNHURRIED
    log = folder / "bot.log"
    nursery: Nursery = (
        ColdNursery(environment, log) if cold else await WarmNursery.open(environment, log)
    )
    database = open_database(url)
    captchas = StoredCaptchas(database, Keyring.of([KEY]), lambda: datetime.now(UTC))
    try:
        outcome = await endure(Crowd(world, insured, captchas), nursery, kills, seed)
        await _compare(database, outcome)
    except BaseException as error:
        error.add_note(log.read_text()[-6000:])
        raise
    finally:
        await database.close()
        await world.stop()
    return outcome


async def _compare(database: Database, outcome: Outcome) -> None:
    """Every registered person has exactly one activated account, nobody has two."""
    active = accounts.c.activated_at.is_not(None)
    joined = account_insured.join(accounts, accounts.c.id == account_insured.c.account_id)
    counted = (
        select(account_insured.c.insured_id, func.count())
        .select_from(joined)
        .where(active)
        .group_by(account_insured.c.insured_id)
    )
    async with database.reading() as connection:
        rows: Sequence[tuple[int, int]] = [tuple(row) for row in await connection.execute(counted)]
    assert len(rows) == len(outcome.registered), "an account is missing"
    assert all(number == 1 for _, number in rows), "somebody has two accounts"
