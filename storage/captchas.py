"""The table of captchas."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, or_, select, update

from bot.use_cases.ports.captchas import Captcha
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.keys import Keyring
from storage.tables import captchas as table

PURPOSE = "captcha"


@dataclass(frozen=True, slots=True)
class StoredCaptchas:
    """Implements `bot.use_cases.ports.captchas.Captchas`."""

    database: Database
    keys: Keyring
    clock: Callable[[], datetime]

    async def find(self, chat_id: int) -> Captcha | None:
        async with self.database.reading() as connection:
            found = await connection.execute(select(table).where(table.c.chat_id == chat_id))
            row = found.one_or_none()
        return None if row is None else self._captcha(row)

    async def confirm_send(self, captcha: Captcha, valid_until: datetime) -> None:
        async with self.database.transaction() as connection:
            await connection.execute(
                update(table).where(_untried(captcha)).values(valid_until=valid_until)
            )

    def put(self, chat_id: int, answer: str) -> tuple[Write, ...]:
        row = {
            "chat_id": chat_id,
            "answer_sealed": self.keys.seal(PURPOSE, chat_id, answer),
            "drawn_at": self.clock(),
            "checks_left": 0,
        }
        return self.forget(chat_id), Write(insert(table).values(**row))

    def solve(self, captcha: Captcha, holds_until: datetime, checks: int) -> Write:
        now = self.clock()
        in_time = or_(table.c.valid_until.is_(None), table.c.valid_until > now)
        spent = {"tried_at": now, "holds_until": holds_until, "checks_left": checks}
        return Write(update(table).where(_untried(captcha), in_time).values(**spent), guarded=True)

    def use_up(self, chat_id: int) -> Write:
        one = and_(table.c.chat_id == chat_id, table.c.checks_left > 0)
        left = table.c.checks_left - 1
        return Write(update(table).where(one).values(checks_left=left), guarded=True)

    def forget(self, chat_id: int) -> Write:
        return Write(delete(table).where(table.c.chat_id == chat_id))

    def _captcha(self, row: Row[Any]) -> Captcha:
        return Captcha(
            chat_id=row.chat_id,
            drawn_at=row.drawn_at,
            answer=self.keys.open(PURPOSE, row.chat_id, row.answer_sealed),
            valid_until=row.valid_until,
            tried=row.tried_at is not None,
            holds_until=row.holds_until,
            checks_left=row.checks_left,
        )


def _untried(captcha: Captcha) -> ColumnElement[bool]:
    """This very picture, if nobody has tried it."""
    return and_(
        table.c.chat_id == captcha.chat_id,
        table.c.drawn_at == captcha.drawn_at,
        table.c.tried_at.is_(None),
    )
