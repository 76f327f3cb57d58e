"""Control questions as rows; answers are compared with their keyed digests."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from storage.engine import Database
from storage.keys import Keyring
from storage.registry import of_row
from storage.registry_import import ANSWER
from storage.tables import control_questions as table


@dataclass(frozen=True, slots=True)
class StoredControlQuestions:
    """Implements `bot.use_cases.ports.control_questions.ControlQuestions`."""

    database: Database
    keys: Keyring

    async def of(self, insured_id: int) -> tuple[str, ...]:
        return tuple(question for question, _ in await self._kept(insured_id))

    async def are_right(self, insured_id: int, answers: Sequence[tuple[str, str]]) -> bool:
        kept = await self._kept(insured_id)
        if not kept or [question for question, _ in kept] != [one for one, _ in answers]:
            return False
        right = [
            self._is_right(insured_id, question, answer, digest)
            for (question, digest), (_, answer) in zip(kept, answers, strict=True)
        ]
        return all(right)

    def _is_right(self, insured_id: int, question: str, answer: str, kept: bytes) -> bool:
        digests = self.keys.digests(ANSWER, of_row(insured_id, f"{question}|{answer}"))
        compared = [hmac.compare_digest(digest, kept) for digest in digests]
        return True in compared

    async def _kept(self, insured_id: int) -> Sequence[tuple[str, bytes]]:
        columns = (table.c.question, table.c.answer_digest)
        asked = select(*columns).where(table.c.insured_id == insured_id)
        async with self.database.reading() as connection:
            rows = await connection.execute(asked.order_by(table.c.position))
            return [(row.question, row.answer_digest) for row in rows]
