"""How far a sample person has come, walked once in a session and put back for later tests.

A walk to the last steps takes most of a second. What it leaves (rows, chat, SMS, mails) is kept as
data; a test begins with a copy of it in a world of its own, as after a restart of the bot.
"""

import asyncio
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.form.step import StepId
from bot.sandbox.mail import ArrivedMail
from bot.sandbox.sms import ArrivedSms
from bot.sandbox.telegram.state import dump, restore
from storage.engine import sqlite_file
from storage.tables import metadata
from tests.running_bot import RunningBot
from tests.world import QUICK, World

GIVEN = {"insured", "control_questions", "key_check"}
"""Tables that every copy of the registry brings along."""


@dataclass(frozen=True)
class Milestone:
    """The world as it was when the person got there."""

    database: Path
    telegram: Mapping[str, Any]
    sms: tuple[ArrivedSms, ...]
    mails: tuple[ArrivedMail, ...]


@dataclass
class Milestones:
    """Those of one session, by sample and step."""

    folder: Path
    _kept: dict[tuple[str, StepId], Milestone] = field(default_factory=dict)

    async def keep(self, sample: str, step: StepId, world: World, bot: RunningBot) -> None:
        await bot.settles()
        copy = self.folder / f"{sample}-{step}.db"
        await asyncio.to_thread(_copy, sqlite_file(bot.settings.database_url), copy)
        self._kept[sample, step] = Milestone(
            copy,
            dump(world.telegram._world),  # the state file's own way, without the file
            tuple(world.phones.messages),
            tuple(world.mail.mails),
        )

    async def put_back(self, sample: str, step: StepId, world: World, bot: RunningBot) -> bool:
        """Return False if nobody has been there yet."""
        kept = self._kept.get((sample, step))
        if kept is None:
            return False
        await bot.settles()
        await asyncio.to_thread(_fill, sqlite_file(bot.settings.database_url), kept.database)
        restore(world.telegram._world, dict(kept.telegram))
        for chat in world.telegram.chats:
            chat.refusal = None
        for sms in kept.sms:
            world.phones.deliver(sms)
        for mail in kept.mails:
            world.mail._ledger.add(mail)
        return True


def is_untouched(world: World, bot: RunningBot) -> bool:
    """Whether a milestone can be kept of, or put back into, this world."""
    usual = bot.limits is QUICK and bot.settings.captcha and bot.clock == type(bot.clock)()
    return usual and not world.telegram.ledger.updates


def _copy(live: Path, copy: Path) -> None:
    connection = sqlite3.connect(live)
    connection.execute("VACUUM INTO ?", (str(copy),))
    connection.close()


def _fill(live: Path, kept: Path) -> None:
    connection = sqlite3.connect(live, isolation_level=None)
    connection.execute("ATTACH ? AS kept", (str(kept),))
    connection.execute("BEGIN IMMEDIATE")
    for table in metadata.sorted_tables:
        if table.name not in GIVEN:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            there = f"kept.{table.name}"
            connection.execute(
                f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {there}"
            )
    connection.execute("COMMIT")
    connection.close()
