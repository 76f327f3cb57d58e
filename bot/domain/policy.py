"""What a policy is and the forgiving recognition of its number."""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import combinations, islice

from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import (
    plain_signs,
    skeleton,
    typed_on_latin_layout,
    typed_on_russian_layout,
)

LONGEST_NUMBER = 40
LONGEST_SERIES = 4
SEPARATORS_TRIED_SINGLY = 4
MOST_SPELLINGS = 200

_WORDS = re.compile(
    r"(?<!\w)(?:сери[яи]|сер|номер|дог|(?:полис|договор|контракт|страхов)[а-я]*(?:\s+дмс(?=\s))?)"
    r"(?![а-яё])[.:]*",
    re.IGNORECASE,
)
_NO_SERIES = frozenset(
    "Я МОЙ МОЯ МНЕ У И НА ПО ДА НЕТ ВОТ ЭТО ООО АО ПАО ЗАО ИП".split()  # noqa: SIM905 - short
)
"""Short words that people write before a number, and no insurer's series."""
_NUMBER_SIGN = re.compile(r"^(?:[\s.:#]|n[or]?[.:]?\s)+", re.IGNORECASE)
_CONTRACT_DATE = re.compile(r"\s+от\s+\d.*$", re.IGNORECASE)
_FOREIGN_SIGN = re.compile(r"[^0-9A-Za-zА-Яа-яЁё/\-. ]")
_LATIN_WORD = re.compile("[A-Z]+")
_AROUND_SEPARATOR = re.compile(r"\s*([/.\-])[\s/.\-]*")
_LETTER_MEETS_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_BEFORE_YEAR = re.compile(r"(?<=\d)(?=\d\d$)")
_ZERO_AT_LETTER = re.compile(r"0(?=[^\W\d_])|(?<=[^\W\d_])0")


class PolicyKind(StrEnum):
    """Instruction, stage 1: «Владельцем какого полиса Вы являетесь?»."""

    HEALTH = "health"
    KASKO = "kasko"
    OSAGO = "osago"
    PROPERTY = "property"
    ACCIDENT = "accident"
    TRAVEL = "travel"


def policy_number(text: str) -> str:
    """The number of a policy or contract as it is shown and stored.

    Letters, digits, `/`, `-`, `.` and space are its alphabet (instruction, stage 1).

    Raises:
        InvalidAnswer: foreign-signs, no-number, short-number, long-number.
    """
    number = _NUMBER_SIGN.sub("", _WORDS.sub(" ", _CONTRACT_DATE.sub("", plain_signs(text))))
    number = " ".join(number.replace("_", "-").replace(",", ".").split())
    if foreign := _FOREIGN_SIGN.findall(number):
        raise InvalidAnswer("foreign-signs", signs=" ".join(dict.fromkeys(foreign)))
    number = _AROUND_SEPARATOR.sub(r"\1", number).strip("/.- ").upper()
    if not re.search(r"\d", number):
        raise InvalidAnswer("no-number")
    if len(number) < 3:
        raise InvalidAnswer("short-number")
    if len(number) > LONGEST_NUMBER:
        raise InvalidAnswer("long-number", longest=str(LONGEST_NUMBER))
    return number


def without_words(number: str) -> str:
    """Leave the number alone where a sentence was typed: digits, and a series before them.

    What looks like a word may belong to the number all the same, so that it has to be asked.
    """
    parts = number.split(" ")
    return " ".join(
        part
        for part, after in zip(parts, [*parts[1:], ""], strict=True)
        if _has_digit(part) or (_is_series(part) and _has_digit(after))
    )


def _has_digit(part: str) -> bool:
    return any(map(str.isdigit, part))


def _is_series(part: str) -> bool:
    return len(part) <= LONGEST_SERIES and part not in _NO_SERIES


def candidate_spellings(number: str) -> tuple[str, ...]:
    """Skeletons under which the registry may know a number typed like this.

    The first is `skeleton(number)` itself. The others (wrong keyboard layout, separators left
    out or put in, O for 0) may be used only when everything else about the person matches.
    """
    layouts = (
        skeleton(number),
        skeleton(typed_on_latin_layout(number)),
        skeleton(_LATIN_WORD.sub(lambda word: typed_on_russian_layout(word[0]), number)),
    )
    respaced = (spelling for layout in layouts for spelling in _respaced(layout))
    spellings = (spelling for base in respaced for spelling in _zeros_swapped(base))
    return tuple(islice(dict.fromkeys(filter(None, spellings)), MOST_SPELLINGS))


def _respaced(number: str) -> Iterator[str]:
    yield number
    parts = number.split("-")
    joints = range(len(parts) - 1)
    sizes = range(1, len(parts)) if len(parts) <= SEPARATORS_TRIED_SINGLY + 1 else (len(joints),)
    for size in sizes:
        for dropped in combinations(joints, size):
            yield _joined(parts, frozenset(dropped))
    whole = "".join(parts)
    with_year = _BEFORE_YEAR.sub("-", whole)
    yield from (with_year, _LETTER_MEETS_DIGIT.sub("-", with_year))
    yield from (_LETTER_MEETS_DIGIT.sub("-", number), _LETTER_MEETS_DIGIT.sub("-", whole))


def _joined(parts: list[str], dropped: frozenset[int]) -> str:
    joints = ("" if index in dropped else "-" for index in range(len(parts) - 1))
    return parts[0] + "".join(joint + part for joint, part in zip(joints, parts[1:], strict=True))


def _zeros_swapped(number: str) -> Iterator[str]:
    yield number
    yield number.replace("O", "0")
    for zero in _ZERO_AT_LETTER.finditer(number):
        yield number[: zero.start()] + "O" + number[zero.end() :]
