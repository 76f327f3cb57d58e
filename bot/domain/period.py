"""Days that somebody asks about, read from words: «неделя», «01.11–15.11»."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_DAYS = 366
_DAYS_BACK = {
    "сегодня": (0, 0),
    "вчера": (1, 1),
    "неделя": (6, 0),
    "неделю": (6, 0),
    "месяц": (29, 0),
    "год": (364, 0),
}
"""First and last day, counted back from today."""
_DAY = r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?"
_RANGE = re.compile(rf"(?:с )?{_DAY}(?: ?(?:-|по) ?{_DAY})?(?= |$)")
_LIKE_A_DATE = re.compile(r"(?:с )?\d{1,2}[./]\d")


class BadPeriod(ValueError):
    """Names why a period cannot be asked about: unreadable, no-such-day, reversed, future, long.

    `details` are arguments of the text that says so.
    """

    def __init__(self, reason: str, **details: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included."""

    since: date
    until: date

    @property
    def days(self) -> tuple[date, ...]:
        length = (self.until - self.since).days + 1
        return tuple(self.since + timedelta(days=number) for number in range(length))

    def __str__(self) -> str:
        """Write «22.11.2026» or «01.11.2026–22.11.2026»."""
        if self.since == self.until:
            return f"{self.since:%d.%m.%Y}"
        return f"{self.since:%d.%m.%Y}–{self.until:%d.%m.%Y}"


def last_week(today: date) -> Period:
    return Period(today - timedelta(days=6), today)


def read_period(text: str, today: date) -> tuple[Period | None, str]:
    """Read the period that a text begins with; return it, if there is one, and what follows.

    A day without a year is the last one that is not in the future; the end of a range is of the
    year of its beginning, or of the next one if that is over then. `text` has plain signs.

    Raises:
        BadPeriod: it begins with days that cannot be meant.
    """
    text = text.removeprefix("за ")
    word, _, rest = text.partition(" ")
    if back := _DAYS_BACK.get(word.lower()):
        return Period(*(today - timedelta(days=days) for days in back)), rest
    found = _RANGE.match(text)
    if found:
        return _checked(_period(found, today), today), text[found.end() :].lstrip()
    if _LIKE_A_DATE.match(text):
        raise BadPeriod("unreadable")
    return None, text


def _period(found: re.Match[str], today: date) -> Period:
    day, month, year, *end = found.groups()
    if end[0] is None:
        since = _last(int(day), int(month), year, today)
        return Period(since, since)
    if year is None and end[2] is not None:
        until = _day(int(end[0]), int(end[1]), _year(end[2]))
        return Period(_last(int(day), int(month), None, until), until)
    since = _last(int(day), int(month), year, today)
    return Period(since, _end(int(end[0]), int(end[1]), end[2], since, today))


def _last(day: int, month: int, year: str | None, before: date) -> date:
    if year is not None:
        return _day(day, month, _year(year))
    this_year = _day(day, month, before.year)
    return this_year if this_year <= before else _day(day, month, before.year - 1)


def _end(day: int, month: int, year: str | None, since: date, today: date) -> date:
    """An end that would have to be looked for in the future is left before the beginning."""
    if year is not None:
        return _day(day, month, _year(year))
    same_year = _day(day, month, since.year)
    if same_year >= since:
        return same_year
    next_year = _day(day, month, since.year + 1)
    return next_year if next_year <= today else same_year


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(day: int, month: int, year: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadPeriod("no-such-day", day=f"{day:02}.{month:02}.{year}") from None


def _checked(period: Period, today: date) -> Period:
    if period.since > period.until:
        raise BadPeriod("reversed")
    if period.since > today:
        raise BadPeriod("future")
    if (period.until - period.since).days >= LONGEST_DAYS:
        raise BadPeriod("long", days=str(LONGEST_DAYS))
    return period
