"""What follows /stats: a period, a policyholder, a wish for a file."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.period import Period, last_week, read_period
from bot.domain.spelling import plain_signs


class FileKind(StrEnum):
    """What a file can be; the value ends its name."""

    XLSX = "xlsx"
    CSV = "csv"


_FILE_WORDS = {"файл": FileKind.XLSX, "xlsx": FileKind.XLSX, "csv": FileKind.CSV}


@dataclass(frozen=True, slots=True)
class StatisticsCommand:
    """What is asked for; an empty `policyholder` stands for all of them."""

    period: Period
    policyholder: str = ""
    file: FileKind | None = None


def read_command(text: str, today: date) -> StatisticsCommand:
    """Read «месяц ООО Маяк файл»; without a period the last seven days are meant.

    Raises:
        BadPeriod: days that cannot be meant.
    """
    words = plain_signs(text).split()
    kind: FileKind | None = None
    while words and words[-1].lower() in _FILE_WORDS:
        kind = _stronger(kind, _FILE_WORDS[words.pop().lower()])
    period, rest = read_period(" ".join(words), today)
    return StatisticsCommand(period or last_week(today), rest, kind)


def _stronger(kind: FileKind | None, word: FileKind) -> FileKind:
    """«файл csv» and «csv файл» are CSV."""
    return FileKind.CSV if FileKind.CSV in {kind, word} else word
