"""Dates as people type them: day, month, year in that order, never the month first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import DASHES, tidy

LONGEST_LIFE_YEARS = 120

_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_MONTH_STEMS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH_WORD = "янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
_WORDED_DAY = r"""["«]?(?P<day>\d{1,2})["»]?(?:-?(?:го|ое|е))?"""
_FULL_YEAR = r"(?P<year>\d{4})"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_END = r"(?!\d)(?:-?го(?![а-яё]))?(?:\s*(?:г\.?\s?р|год[а-я]*|г)(?![а-яё])\.?)?"
_GAP = rf"\s*[./,\s{DASHES}-]\s*"
_FORMS = tuple(
    re.compile(rf"(?<!\d){form}{_END}", re.IGNORECASE)
    for form in (
        rf"{_FULL_YEAR}{_GAP}(?P<month>\d{{1,2}}){_GAP}(?P<day>\d{{1,2}})",
        rf"(?P<day>\d{{1,2}}){_GAP}(?P<month>\d{{1,2}}){_GAP}{_FULL_YEAR}",
        rf"{_WORDED_DAY}[\s.,-]*(?P<word>{_MONTH_WORD})[а-я]*[\s.,-]*{_YEAR}",
        rf"(?P<day>\d{{1,2}}){_GAP}(?P<month>\d{{1,2}}){_GAP}{_YEAR}",
        rf"(?P<day>\d\d)(?P<month>\d\d){_YEAR}",
    )
)


@dataclass(frozen=True, slots=True, repr=False)
class TypedDate:
    """A date read from a text; `certain` is false when the century was guessed."""

    value: date
    certain: bool


@dataclass(frozen=True, slots=True, repr=False)
class FoundDate:
    """A date inside a longer text, with what stands before and after it."""

    typed: TypedDate
    before: str
    after: str


def read_date(text: str, today: date) -> TypedDate:
    """Read a text that is a date and nothing else.

    Of two centuries the later one that is not in the future is guessed.

    Raises:
        InvalidAnswer: unreadable, no-such-month, no-such-day.
    """
    signs = tidy(text)
    found = _first((form.fullmatch(signs) for form in _FORMS), today)
    if found is None:
        raise InvalidAnswer("unreadable")
    return found.typed


def find_date(text: str, today: date, *, compact: bool = True) -> FoundDate | None:
    """The first date inside a text, if there is one; `compact` forms are 120390 and 12031990.

    Raises:
        InvalidAnswer: no-such-month, no-such-day.
    """
    signs = tidy(text)
    forms = _FORMS if compact else _FORMS[:-1]
    return _first((form.search(signs) for form in forms), today)


def only_date(text: str, today: date) -> FoundDate:
    """The one date of a text, whatever else stands around it.

    Raises:
        InvalidAnswer: unreadable, no-such-month, no-such-day.
    """
    found = find_date(text, today)
    if found is None or find_date(f"{found.before} {found.after}", today, compact=False):
        raise InvalidAnswer("unreadable")
    return found


def _first(matches: Iterable[re.Match[str] | None], today: date) -> FoundDate | None:
    match = next(filter(None, matches), None)
    if match is None:
        return None
    signs = match.string
    return FoundDate(_typed_date(match, today), signs[: match.start()], signs[match.end() :])


def _typed_date(match: re.Match[str], today: date) -> TypedDate:
    parts = match.groupdict()
    digits = re.sub(r"\D", "", match[0])
    if len(digits) == 8 and match[0].startswith(digits) and int(digits[2:4]) > 12:
        parts = {"year": digits[:4], "month": digits[4:6], "day": digits[6:]}
    month = _month_of(parts["word"]) if parts.get("word") else int(parts["month"])
    year = parts["year"]
    if len(year) == 4:
        return TypedDate(_calendar_date(int(year), month, int(parts["day"])), certain=True)
    guess = _calendar_date(2000 + int(year), month, int(parts["day"]))
    if guess > today:
        guess = _calendar_date(1900 + int(year), month, int(parts["day"]))
    return TypedDate(guess, certain=False)


def _month_of(word: str) -> int:
    return next(
        number for number, stem in enumerate(_MONTH_STEMS, 1) if word.lower().startswith(stem)
    )


def _calendar_date(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise InvalidAnswer("no-such-month", month=str(month))
    try:
        return date(year, month, day)
    except ValueError:
        typed = f"{day} {_MONTHS[month - 1]} {year}"
        raise InvalidAnswer("no-such-day", typed=typed) from None


def long_date(value: date) -> str:
    """«12 марта 1990 г.», which `read_date` reads back."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year:04} г."


def dotted_date(value: date) -> str:
    """«12.03.1990», as on documents."""
    return f"{value.day:02}.{value.month:02}.{value.year:04}"


def anniversary(born: date, years: int) -> date:
    """The day on which `years` are reached; for 29 February 1 March in a common year."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def check_birth_date(value: date, today: date) -> None:
    """Raise InvalidAnswer: future, too-old."""
    if value > today:
        raise InvalidAnswer("future")
    if value.year < today.year - LONGEST_LIFE_YEARS:
        raise InvalidAnswer("too-old", year=str(value.year))
