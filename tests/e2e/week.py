"""A week's worth of registrations to be shown in statistics."""

from datetime import timedelta

from bot.core import Store
from bot.domain.durations import class_of
from bot.form.step import StepId
from bot.use_cases.ports.tallies import Count, Source, What, answered, reached
from storage.tallies import StoredTallies
from storage.unit_of_work import execute

PEOPLE = 40
LINE = tuple(
    step
    for step in StepId
    if step
    not in {
        StepId.SURNAME,
        StepId.GIVEN_NAME,
        StepId.PATRONYMIC,
        StepId.ISSUE_DATE,
        StepId.ISSUER,
        StepId.QUESTIONS,
    }
)
"""The steps of a registration without mistakes."""
SMS = (Count(What.SMS_SENT), Count(What.SMS_PRICED, amount=395), Count(What.SMS_DELIVERED))


async def count_a_week(store: Store) -> None:
    """Let people come, most of whom get to the end."""
    tallies = StoredTallies(store.database, store.clock)
    writes = [tallies.add(Source(0, insured_id=1), *_life(one)) for one in range(PEOPLE)]
    await execute(store.database, writes)


def _life(number: int) -> tuple[Count, ...]:
    """Every third person leaves somewhere."""
    leaves = number * 7 % len(LINE) if number % 3 == 0 else len(LINE)
    asked = [Count(reached(step)) for step in LINE[: leaves + 1]]
    gone_on = [Count(answered(step), _class(step)) for step in LINE[:leaves]]
    outside = [*SMS, Count(What.REGISTRY_MATCHED)] if StepId.PIN in LINE[:leaves] else []
    made = (What.ACCOUNT_MADE, What.ACCOUNT_ACTIVATED, What.MAIL_SENT)
    ended = [Count(what) for what in made if leaves == len(LINE)]
    return (*asked, *gone_on, *outside, *ended)


def _class(step: StepId) -> int:
    return class_of(timedelta(seconds=4 + len(step)))
