"""Looks, a day after somebody was forgotten, whether anything came back, and erases that too."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.use_cases.ports.jobs import Ended, Job, Outcome
from bot.use_cases.ports.personal_data import ErasedData
from bot.use_cases.ports.storage import Write

log = structlog.get_logger("bot.erasure")


@dataclass(frozen=True, slots=True)
class CheckErasure:
    """The executor of kind erasure; whoever came back meanwhile keeps what is new."""

    data: ErasedData
    clock: Callable[[], datetime]

    async def __call__(self, job: Job) -> Outcome:
        content = json.loads(job.payload)
        chat_id, since = content["chat"], datetime.fromisoformat(content["since"])
        remaining = await self.data.remaining(chat_id, since)
        if remaining:
            log.critical("erased data found again", job=job.id, tables=remaining)
        return Ended(writes=await self._erase(chat_id, since))

    async def _erase(self, chat_id: int, since: datetime) -> tuple[Write, ...]:
        version = await self.data.version(chat_id)  # of before the look: who returns moves it
        if await self.data.is_back(chat_id, since):
            return self.data.erase(chat_id, since)
        late = self.data.erase(chat_id, self.clock())
        return (*late, *self.data.empty_conversation(chat_id, version))
