"""A registration is counted once at each step, whatever ways lead there and back."""

from datetime import UTC, datetime, timedelta

from bot.form.journey import Journey, Progress, go_on
from bot.form.step import StepId

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def walk(*dues: StepId | None) -> list[Progress]:
    """Give what each of these steps brings, ten seconds after the one before."""
    journey, found = Journey(), []
    for number, due in enumerate(dues):
        journey, progress = go_on(journey, due, START + timedelta(seconds=10 * number))
        if progress is not None:
            found.append(progress)
    return found


def test_each_step_is_reached_once_and_answered_when_the_next_is_reached() -> None:
    assert walk(StepId.CONSENT, StepId.POLICY_KIND, None) == [
        Progress(StepId.CONSENT),
        Progress(StepId.POLICY_KIND, StepId.CONSENT, timedelta(seconds=10)),
        Progress(None, StepId.POLICY_KIND, timedelta(seconds=10)),
    ]


def test_corrections_belong_to_the_step_that_was_reached_last() -> None:
    steps = (StepId.PHONE, StepId.REVIEW, StepId.PHONE, StepId.REVIEW, StepId.PIN)
    assert walk(*steps)[2:] == [Progress(StepId.PIN, StepId.REVIEW, timedelta(seconds=30))]


def test_a_finished_registration_brings_nothing_more() -> None:
    assert len(walk(StepId.ACTIVATION, None, None, StepId.ACTIVATION)) == 2
