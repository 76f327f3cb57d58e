"""The statistics as one message, in lines that stand below each other on a phone."""

import re
from collections.abc import Iterable, Sequence

from bot.domain.figures import roubles, share
from bot.form.prompts import Prompt
from bot.use_cases.ports.tallies import What
from bot.use_cases.ports.texts import PlainText
from bot.use_cases.statistics.show_statistics import GroupFigures, Report, StepFigures
from bot.use_cases.statistics.words import (
    campaign_name,
    count_name,
    is_main,
    roughly,
    step_name,
    whose,
)

GROUPS_SHOWN = 10
NAME_WIDTH = 16
"""32 signs of a monospaced line are what a narrow phone shows."""
_QUOTED = re.compile(r"[«“\"](.+)[»”\"]")
"""What tells companies apart in few signs; the file has their names in full."""
REGISTRY = tuple(what for what in What if what.startswith("registry:"))
SMS = tuple(what for what in What if what.startswith("sms:") and what is not What.SMS_PRICED)
MAIL = (What.MAIL_SENT, What.MAIL_FAILED)


def statistics_text(report: Report, text: PlainText) -> Prompt:
    """Say it all, the longest lists cut short: a message holds 4096 signs (Bot API)."""
    heading = {"period": str(report.period), "whose": whose(text, report)}
    if report.is_empty:
        return Prompt("stats-nothing", heading)
    figures = {
        "begun": str(report.begun),
        "made": str(report.counts[What.ACCOUNT_MADE]),
        "activated": str(report.counts[What.ACCOUNT_ACTIVATED]),
        "policies": str(report.counts[What.POLICY_ADDED]),
        "children": str(report.counts[What.CHILD_ADDED]),
        "steps": _lines(_step(text, one) for one in report.steps if is_main(one)),
        "registry": _counts(text, report, REGISTRY),
        "sms": _sms(text, report),
        "mail": _counts(text, report, MAIL),
    }
    return Prompt("stats", heading | figures | _groups(text, report))


def _step(text: PlainText, figures: StepFigures) -> str:
    left = share(figures.left, figures.reached).replace("\N{NARROW NO-BREAK SPACE}", "")
    name, time = step_name(text, figures.step), roughly(text, figures.median)
    return f"{name:<13}{figures.reached:>6}{left:>5}{time:>8}"


def _counts(text: PlainText, report: Report, those: Sequence[What]) -> str:
    met = ((count_name(text, what), report.counts[what]) for what in those)
    return _lines(f"{name:<26}{count:>6}" for name, count in met if count)


def _sms(text: PlainText, report: Report) -> str:
    counted = _counts(text, report, SMS)
    priced = report.counts[What.SMS_PRICED]
    if not priced:
        return counted
    cost = roubles(report.kopecks)
    return f"{counted}\n{text('stats-sms-cost', cost=cost, priced=str(priced))}"


def _groups(text: PlainText, report: Report) -> dict[str, str]:
    """Compare the campaigns of one company, or the companies."""
    if report.policyholders:
        named = [(campaign_name(text, one.campaign), one) for one in report.campaigns]
    else:
        named = [(one.policyholder, one) for one in report.companies]
    shown = _lines(_group(*one) for one in named[:GROUPS_SHOWN])
    more = len(named) - GROUPS_SHOWN
    if more > 0:
        shown += f"\n{text('stats-more', count=str(more))}"
    return {"kind": "campaigns" if report.policyholders else "companies", "groups": shown}


def _group(name: str, figures: GroupFigures) -> str:
    quoted = _QUOTED.search(name)
    short = quoted[1] if quoted else name
    if len(short) > NAME_WIDTH:
        short = f"{short[: NAME_WIDTH - 1]}…"
    counts = f"{figures.begun:>5}{figures.made:>5}{figures.activated:>6}"
    return f"{short:<{NAME_WIDTH}}{counts}"


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) or "–"
