"""/stats: figures as a message with a chart, or as a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.domain.period import BadPeriod
from bot.domain.spelling import skeleton
from bot.form.prompts import Prompt
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.hr import Policyholders
from bot.use_cases.ports.texts import PlainText
from bot.use_cases.statistics.command import StatisticsCommand, read_command
from bot.use_cases.statistics.show_statistics import ShowStatistics
from bot.use_cases.statistics.text import statistics_text
from bot.use_cases.statistics.words import companies
from handlers.filters import command
from handlers.said import Attachment, Note, Said
from handlers.staff.filters import IsAdmin
from handlers.talk import Talk

CHART, FILE = "statistics-chart", "statistics-file"
"""Recipes; both are made of `asked_for`."""
NAMED_AT_MOST = 10
"""Companies offered when a name fits several."""


@dataclass(frozen=True, slots=True)
class StatisticsDesk:
    """What the command needs."""

    show: ShowStatistics
    policyholders: Policyholders
    audit: Audit
    text: PlainText


def router() -> Router:
    """Take «/stats …» of administrators."""
    routes = Router(name="statistics")
    routes.message.register(give_statistics, command("stats"), IsAdmin())
    return routes


async def give_statistics(
    message: Message,  # noqa: ARG001 - aiogram passes the event
    command: CommandObject,
    talk: Talk,
    statistics: StatisticsDesk,
) -> Said:
    try:
        asked = read_command(command.args or "", talk.today)
    except BadPeriod as bad:
        return (Note(Prompt(f"stats-bad-{bad.reason}", bad.details)),)
    named: tuple[str, ...] = ()
    if asked.policyholder:
        named = await statistics.policyholders.named_like(asked.policyholder)
        if len({skeleton(name) for name in named}) != 1:
            return (Note(_which_company(asked.policyholder, named)),)
    details = f"{asked.period} {asked.file or ''}".strip()
    entry = AuditEntry(talk.chat_id, Act.STATISTICS_READ, ", ".join(named) or None, None, details)
    talk.record.record(statistics.audit.note(entry))
    return await _given(asked, named, statistics)


async def _given(
    asked: StatisticsCommand, named: tuple[str, ...], statistics: StatisticsDesk
) -> Said:
    told = {"period": str(asked.period), "whose": companies(statistics.text, named)}
    made_of = asked_for(asked, named)
    if asked.file is not None:
        return (Attachment(FILE, Prompt("stats-file-caption", told), made_of),)
    report = await statistics.show(asked.period, named)
    note = Note(statistics_text(report, statistics.text))
    if not report.steps:
        return (note,)
    return note, Attachment(CHART, Prompt("stats-chart-caption", told), made_of)


def asked_for(asked: StatisticsCommand, named: tuple[str, ...]) -> dict[str, str | list[str]]:
    """Say what a picture or a file is about, to be kept until it is sent."""
    period = asked.period
    return {
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "policyholders": list(named),
        "kind": asked.file or "",
    }


def _which_company(asked: str, named: Sequence[str]) -> Prompt:
    if not named:
        return Prompt("stats-no-company", {"name": asked})
    return Prompt("stats-which-company", {"names": "\n".join(named[:NAMED_AT_MOST])})
