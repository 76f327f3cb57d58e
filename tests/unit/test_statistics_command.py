"""What administrators write after /stats is read as they mean it."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.period import BadPeriod, Period
from bot.use_cases.statistics.command import FileKind, StatisticsCommand, read_command

TODAY = date(2026, 3, 2)
WEEK = Period(date(2026, 2, 24), TODAY)


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("", WEEK),
        ("неделя", WEEK),
        ("за неделю", WEEK),
        ("Сегодня", Period(TODAY, TODAY)),
        ("вчера", Period(day(3, 1), day(3, 1))),
        ("месяц", Period(day(2, 1), TODAY)),
        ("01.03", Period(day(3, 1), day(3, 1))),
        ("3.3", Period(day(3, 3, 2025), day(3, 3, 2025))),
        ("01.02-15.02", Period(day(2, 1), day(2, 15))),
        ("01.02–15.02", Period(day(2, 1), day(2, 15))),
        ("01.02 — 15.02", Period(day(2, 1), day(2, 15))),
        ("с 01.02 по 15.02", Period(day(2, 1), day(2, 15))),
        ("01.02−31.03", Period(day(2, 1), day(3, 31))),
        ("25.12-05.01", Period(day(12, 25, 2025), day(1, 5))),
        ("01.02.2025-15.02.25", Period(day(2, 1, 2025), day(2, 15, 2025))),
        ("20.12-10.01.2026", Period(day(12, 20, 2025), day(1, 10))),
        ("01.12.2025-10.01", Period(day(12, 1, 2025), day(1, 10))),
    ],
)
def test_a_period_is_read(text: str, period: Period) -> None:
    assert read_command(text, TODAY) == StatisticsCommand(period)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31.02", "no-such-day"),
        ("01.13", "no-such-day"),
        ("15.02.2026-01.02.2026", "reversed"),
        ("02.03-01.02", "reversed"),
        ("02.03.26-01.02", "reversed"),
        ("25.12-03.03", "reversed"),
        ("03.03.2026", "future"),
        ("01.01.2025-02.03.2026", "long"),
        ("01/02-15/02", "unreadable"),
        ("01.02-", "unreadable"),
        ("01.02.123", "unreadable"),
    ],
)
def test_days_that_cannot_be_meant_are_refused(text: str, reason: str) -> None:
    with pytest.raises(BadPeriod) as caught:
        read_command(text, TODAY)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ООО «Маяк»", StatisticsCommand(WEEK, "ООО «Маяк»")),
        ("вчера 3М Россия", StatisticsCommand(Period(day(3, 1), day(3, 1)), "3М Россия")),
        ("1-я поликлиника", StatisticsCommand(WEEK, "1-я поликлиника")),
        ("файл", StatisticsCommand(WEEK, file=FileKind.XLSX)),
        ("неделя Маяк  файл", StatisticsCommand(WEEK, "Маяк", FileKind.XLSX)),
        ("Маяк CSV", StatisticsCommand(WEEK, "Маяк", FileKind.CSV)),
        ("csv файл", StatisticsCommand(WEEK, file=FileKind.CSV)),
        ("файл csv", StatisticsCommand(WEEK, file=FileKind.CSV)),
    ],
)
def test_a_company_and_a_file_are_read(text: str, expected: StatisticsCommand) -> None:
    assert read_command(text, TODAY) == expected


@given(st.text(max_size=60))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    with suppress(BadPeriod):
        asked = read_command(text, TODAY)
        assert asked.period.since <= asked.period.until


@given(st.dates(date(2025, 3, 3), TODAY), st.integers(0, 360))
def test_a_period_that_is_written_out_is_read_back(until: date, length: int) -> None:
    period = Period(until - timedelta(days=length), until)
    assert read_command(str(period), TODAY).period == period
    assert len(period.days) == length + 1
