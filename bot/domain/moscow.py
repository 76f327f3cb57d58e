"""Whose calendar and clock the texts mean: Moscow's, without daylight saving time since 2014."""

from datetime import date, datetime, timedelta, timezone

MOSCOW = timezone(timedelta(hours=3), "MSK")


def today(now: datetime) -> date:
    return now.astimezone(MOSCOW).date()
