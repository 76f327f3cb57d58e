"""Polling beside another process, as the log tells of it."""

import asyncio
from typing import Any, cast

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError, TelegramNetworkError
from aiogram.methods import GetUpdates
from aiogram.utils.backoff import BackoffConfig
from structlog.testing import capture_logs

from bot.intake import polling
from bot.intake.intake import Intake
from bot.intake.polling import Polling

CONFLICT = TelegramConflictError(GetUpdates(), "Conflict: terminated by other getUpdates request")
AWAY = TelegramNetworkError(GetUpdates(), "no route")


class Contested:
    """Stands for a client whose polls fail, and in the end go well."""

    def __init__(self, times: int, *errors: Exception) -> None:
        self.times, self.errors = times, errors or (CONFLICT,)
        self.alone = asyncio.Event()

    async def __call__(self, method: Any, request_timeout: int) -> Any:
        if self.times == 0:
            self.alone.set()
            await asyncio.Event().wait()
        self.times -= 1
        raise self.errors[self.times % len(self.errors)]


@pytest.mark.parametrize(("pause", "told"), [(polling.TOLD_SECONDS, 1), (0.0, 4)])
async def test_a_conflict_is_told_now_and_then(
    monkeypatch: pytest.MonkeyPatch, pause: float, told: int
) -> None:
    monkeypatch.setattr(polling, "CONFLICT_PAUSE_SECONDS", 0)
    monkeypatch.setattr(polling, "TOLD_SECONDS", pause)
    bot = Contested(4)
    with capture_logs() as lines:
        source = Polling(cast("Bot", bot), cast("Intake", None), lambda: None)
        polls = asyncio.create_task(source.run())
        await bot.alone.wait()
        polls.cancel()
    assert [line["log_level"] for line in lines] == ["error"] * told


@pytest.mark.parametrize(
    ("patience", "told"), [(3600.0, ["warning"]), (0.0, ["warning", "error"])]
)
async def test_a_telegram_that_is_away_is_told_once_and_alarms_when_it_stays_away(
    monkeypatch: pytest.MonkeyPatch, patience: float, told: list[str]
) -> None:
    quick = BackoffConfig(min_delay=0.001, max_delay=0.002, factor=1.1, jitter=0)
    monkeypatch.setattr(polling, "AWAY", quick)
    monkeypatch.setattr(polling, "AWAY_PATIENCE_SECONDS", patience)
    bot = Contested(6, AWAY)
    with capture_logs() as lines:
        source = Polling(cast("Bot", bot), cast("Intake", None), lambda: None)
        polls = asyncio.create_task(source.run())
        await bot.alone.wait()
        polls.cancel()
    assert [line["log_level"] for line in lines] == told


async def test_a_telegram_that_refuses_is_not_away(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = BackoffConfig(min_delay=0.001, max_delay=0.002, factor=1.1, jitter=0)
    monkeypatch.setattr(polling, "AWAY", quick)
    monkeypatch.setattr(polling, "AWAY_PATIENCE_SECONDS", 0.0005)
    monkeypatch.setattr(polling, "CONFLICT_PAUSE_SECONDS", 0.001)
    bot = Contested(6, AWAY, CONFLICT)
    with capture_logs() as lines:
        source = Polling(cast("Bot", bot), cast("Intake", None), lambda: None)
        polls = asyncio.create_task(source.run())
        await bot.alone.wait()
        polls.cancel()
    assert "telegram away" not in {line["event"] for line in lines}
