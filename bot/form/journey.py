"""How far one registration has come, for the statistics: pure functions without any answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.form.step import StepId


@dataclass(frozen=True, slots=True)
class Journey:
    """What a registration has reached; an empty one has not begun.

    Attributes:
        reached: every step that was asked.
        at: the step that was reached last, None once the registration is complete.
        since: when it was asked first.
    """

    reached: frozenset[StepId] = frozenset()
    at: StepId | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What one update brought.

    Attributes:
        reached: a step that is asked for the first time.
        answered: the step that led on, which was asked for the first time `after` before.
    """

    reached: StepId | None = None
    answered: StepId | None = None
    after: timedelta = timedelta()


def go_on(journey: Journey, due: StepId | None, now: datetime) -> tuple[Journey, Progress | None]:
    """Follow a registration to the step that is asked now; None if it was there before.

    A step is answered when a new one is reached, however often it was corrected before.
    """
    if due in journey.reached or (due is None and journey.at is None):
        return journey, None
    reached = journey.reached if due is None else journey.reached | {due}
    after = timedelta() if journey.since is None else now - journey.since
    return Journey(reached, due, now), Progress(due, journey.at, after)
