"""The statistics as tables for a spreadsheet: every step, company and campaign."""

from bot.use_cases.ports.tables import Cell, Table
from bot.use_cases.ports.tallies import What
from bot.use_cases.ports.texts import PlainText
from bot.use_cases.statistics.show_statistics import GroupFigures, Report, StepFigures
from bot.use_cases.statistics.words import (
    campaign_name,
    count_name,
    step_name,
    whose,
)


def statistics_tables(report: Report, text: PlainText) -> tuple[Table, ...]:
    """Put the totals first."""
    return (
        _totals(report, text),
        _funnel(report, text),
        Table(
            text("stats-companies"),
            (text("stats-column-company"), *_group_header(text)),
            [(one.policyholder, *_group(one)) for one in report.companies],
        ),
        Table(
            text("stats-campaigns"),
            (text("stats-column-company"), text("stats-column-campaign"), *_group_header(text)),
            [
                (one.policyholder, campaign_name(text, one.campaign), *_group(one))
                for one in report.campaigns
            ],
        ),
    )


def _totals(report: Report, text: PlainText) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (text("stats-column-period"), str(report.period)),
        (text("stats-column-company"), whose(text, report)),
        (text("stats-column-begun"), report.begun),
        *((count_name(text, what), report.counts[what]) for what in What),
        (text("stats-column-cost"), report.kopecks / 100),
    ]
    header = (text("stats-column-name"), text("stats-column-value"))
    return Table(text("stats-totals"), header, rows)


def _funnel(report: Report, text: PlainText) -> Table:
    header = (
        text("stats-column-step"),
        text("stats-column-reached"),
        text("stats-column-answered"),
        text("stats-column-left"),
        text("stats-column-left-percent"),
        text("stats-column-median"),
    )
    return Table(text("stats-funnel"), header, [_step(text, one) for one in report.steps])


def _step(text: PlainText, figures: StepFigures) -> tuple[Cell, ...]:
    """Leave the time empty where nobody has gone on yet."""
    percent = round(100 * figures.left / figures.reached, 1)
    seconds = None if figures.median is None else round(figures.median.total_seconds())
    name = step_name(text, figures.step)
    return name, figures.reached, figures.answered, figures.left, percent, seconds


def _group_header(text: PlainText) -> tuple[str, ...]:
    return (
        text("stats-column-opened"),
        text("stats-column-begun-by-link"),
        text("stats-column-made"),
        text("stats-column-activated"),
        text("stats-column-sms"),
        text("stats-column-cost"),
    )


def _group(figures: GroupFigures) -> tuple[Cell, ...]:
    return (
        figures.opened,
        figures.begun,
        figures.made,
        figures.activated,
        figures.sms,
        figures.kopecks / 100,
    )
