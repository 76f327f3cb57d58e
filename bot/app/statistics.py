"""/stats: what its handler asks for, and how its chart and its file are made when they leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiogram.types import BufferedInputFile

from bot.app.repositories import Repositories
from bot.domain.period import Period
from bot.gateways.spreadsheets import Spreadsheets
from bot.sender.delivery import Recipe
from bot.texts import Texts
from bot.use_cases.ports.pictures import Pictures
from bot.use_cases.ports.tallies import Tally
from bot.use_cases.statistics.chart import statistics_chart
from bot.use_cases.statistics.command import FileKind
from bot.use_cases.statistics.show_statistics import Report, ShowStatistics
from bot.use_cases.statistics.tables import statistics_tables
from handlers.staff.statistics import CHART, FILE, StatisticsDesk


@dataclass(frozen=True, slots=True)
class Statistics:
    """Where steps are counted, the handler's desk, and the recipes of what it promises."""

    tally: Tally
    desk: StatisticsDesk
    recipes: dict[str, Recipe]


def build_statistics(kept: Repositories, pictures: Pictures, texts: Texts) -> Statistics:
    """Wire them."""
    show, text, spreadsheets = ShowStatistics(kept.tallies), texts.plain, Spreadsheets()

    async def chart(chat_id: int, params: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - a recipe
        report = await _report(show, params["made_of"])
        picture = await pictures.funnel(statistics_chart(report, text))
        return _caption(params) | {"photo": BufferedInputFile(picture, "stats.png")}

    async def file(chat_id: int, params: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - a recipe
        kind = FileKind(params["made_of"]["kind"])
        report = await _report(show, params["made_of"])
        write = spreadsheets.csv if kind is FileKind.CSV else spreadsheets.xlsx
        content = await write(statistics_tables(report, text))
        name = f"stats_{report.period.since}_{report.period.until}.{kind}"
        return _caption(params) | {"document": BufferedInputFile(content, name)}

    desk = StatisticsDesk(show, kept.policyholders, kept.audit, text)
    return Statistics(kept.tallies, desk, {CHART: chart, FILE: file})


async def _report(show: ShowStatistics, asked: Mapping[str, Any]) -> Report:
    since, until = (date.fromisoformat(asked[name]) for name in ("since", "until"))
    return await show(Period(since, until), asked["policyholders"])


def _caption(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if name != "made_of"}
