"""The funnel of the statistics as a picture."""

from bot.domain.figures import share
from bot.form.step import StepId
from bot.use_cases.ports.pictures import Bar, Funnel
from bot.use_cases.ports.tallies import What
from bot.use_cases.ports.texts import PlainText
from bot.use_cases.statistics.show_statistics import Report
from bot.use_cases.statistics.words import count_name, step_name, whose

CHARTED = (
    StepId.CONSENT,
    StepId.POLICY_KIND,
    StepId.POLICY_NUMBER,
    StepId.FULL_NAME,
    StepId.BIRTH_DATE,
    StepId.DOCUMENT_NUMBER,
    StepId.DOCUMENT_ISSUED,
    StepId.PHONE,
    StepId.REVIEW,
    StepId.PIN,
    StepId.EMAIL,
    StepId.PASSWORD,
    StepId.RULES,
    StepId.ACTIVATION,
)
"""The steps at which people type or decide: a phone shows 16 bars."""


def statistics_chart(report: Report, text: PlainText) -> Funnel:
    """Chart who reached what, down to the activated account."""
    met = {one.step: one for one in report.steps}
    rows = [(step_name(text, step), met[step].reached) for step in CHARTED if step in met]
    if StepId.ACTIVATION in met:
        done = met[StepId.ACTIVATION].answered
        rows.append((count_name(text, What.ACCOUNT_ACTIVATED), done))
    return Funnel(
        title=text("stats-chart-title"),
        subtitle=f"{report.period}, {whose(text, report)}",
        bars=tuple(Bar(name, count, share(count, report.begun)) for name, count in rows),
        empty=text("stats-chart-empty"),
    )
