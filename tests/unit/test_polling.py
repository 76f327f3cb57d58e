"""Polling beside another process, as the log tells of it."""

import asyncio
from typing import Any, cast

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError
from structlog.testing import capture_logs

from bot.intake import polling
from bot.intake.intake import Intake
from bot.intake.polling import Polling


class Contested:
    """Stands for a client whose polls somebody else ends, and in the end nobody does."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.alone = asyncio.Event()

    async def __call__(self, method: Any, request_timeout: int) -> Any:
        if self.times == 0:
            self.alone.set()
            await asyncio.Event().wait()
        self.times -= 1
        raise TelegramConflictError(method, "Conflict: terminated by other getUpdates request")


@pytest.mark.parametrize(("pause", "told"), [(polling.CONFLICT_TOLD_SECONDS, 1), (0.0, 4)])
async def test_a_conflict_is_told_now_and_then(
    monkeypatch: pytest.MonkeyPatch, pause: float, told: int
) -> None:
    monkeypatch.setattr(polling, "CONFLICT_PAUSE_SECONDS", 0)
    monkeypatch.setattr(polling, "CONFLICT_TOLD_SECONDS", pause)
    bot = Contested(4)
    with capture_logs() as lines:
        source = Polling(cast("Bot", bot), cast("Intake", None), lambda: None)
        polls = asyncio.create_task(source.run())
        await bot.alone.wait()
        polls.cancel()
    assert [line["log_level"] for line in lines] == ["error"] * told
