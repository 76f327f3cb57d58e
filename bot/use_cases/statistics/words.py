"""How the figures of the statistics are put, wherever they are shown."""

from collections.abc import Sequence
from datetime import timedelta

from bot.form.step import StepId
from bot.form.steps import step_row
from bot.use_cases.ports.tallies import What
from bot.use_cases.ports.texts import PlainText
from bot.use_cases.statistics.show_statistics import Report, StepFigures


def step_name(text: PlainText, step: StepId) -> str:
    return text(f"stats-step-{step}")


def count_name(text: PlainText, what: What) -> str:
    return text(f"stats-{what.replace(':', '-')}")


def companies(text: PlainText, policyholders: Sequence[str]) -> str:
    """Name whose figures they are; one company may be spelt in several ways."""
    return ", ".join(policyholders) or text("stats-all-companies")


def whose(text: PlainText, report: Report) -> str:
    return companies(text, report.policyholders)


def campaign_name(text: PlainText, campaign: str) -> str:
    return campaign or text("stats-no-campaign")


def roughly(text: PlainText, time: timedelta | None) -> str:
    """Put a median in one unit: more would pretend to a precision that it has not."""
    if time is None:
        return ""
    seconds = round(time.total_seconds())
    if seconds < 100:
        return text("stats-seconds", count=str(seconds))
    if seconds < 100 * 60:
        return text("stats-minutes", count=str(round(seconds / 60)))
    if seconds < 48 * 3600:
        return text("stats-hours", count=str(round(seconds / 3600)))
    return text("stats-days", count=str(round(seconds / 86400)))


def is_main(figures: StepFigures) -> bool:
    """Leave out what is asked only of those who left a part of an answer out."""
    return step_row(figures.step).part_of is None
