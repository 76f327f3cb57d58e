"""Whom HR can have reminded now: a rule of the limits alone, the numbers are what HR sees."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.limits import Limits
from bot.use_cases.ports.reminders import Reminders, Unfinished


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """Who would be reminded.

    Attributes:
        due: their chats.
        recently: people who were reminded in the last days, or will be soon.
        unreachable: people who closed the chat or declined reminders.
        silent_since: who was reminded later than this is left alone.
    """

    due: tuple[int, ...]
    recently: int
    unreachable: int
    silent_since: datetime


@dataclass(frozen=True, slots=True)
class PlanReminders:
    """At most one reminder in LIMIT_REMINDER_DAYS for each person, whoever of HR asks."""

    reminders: Reminders
    limits: Limits
    clock: Callable[[], datetime]

    async def __call__(self, policyholder: str) -> ReminderPlan:
        silent_since = self.clock() - timedelta(days=self.limits.reminder_days)
        unfinished = await self.reminders.unfinished(policyholder)
        reached = [one for one in unfinished if one.reachable and not one.declined]
        due = tuple(one.chat_id for one in reached if _is_due(one, silent_since))
        return ReminderPlan(
            due, len(reached) - len(due), len(unfinished) - len(reached), silent_since
        )


def _is_due(one: Unfinished, silent_since: datetime) -> bool:
    return one.reminded_at is None or one.reminded_at <= silent_since
