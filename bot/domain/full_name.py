"""Telling surname, given name and patronymic apart in one line."""

import re
from dataclasses import dataclass

from bot.domain.person import PATRONYMIC_PARTICLES, name_part
from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import is_cyrillic, plain_signs, typed_on_russian_layout

MOST_WORDS = 7

_LABELS = re.compile(
    r"\b(?:ф\.?\s?и\.?\s?о\.?|фамилия|имя|отчество)(?:\s*:|(?=\s))", re.IGNORECASE
)
_NO_PATRONYMIC = re.compile(
    r"[\s,(]*(?:\b(?:без|нет)\s+отчества|\bотчеств[оа]\s*[:-]?\s*(?:нет|отсутствует))\b[)\s.]*",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(?:нет|нету|без|отсутствует|не имею|no|none|[-\s.])+", re.IGNORECASE)
_PATRONYMIC = re.compile(r".{2,}(?:ович|евич|ич|овна|евна|ична|инична)", re.IGNORECASE)
_RUSSIAN_WORDS = re.compile(r"[а-яё]+(?:[ -][а-яё]+)*", re.IGNORECASE)
_RUSSIAN_VOWEL = re.compile("[аеёиоуыэюя]", re.IGNORECASE)
_LATIN_VOWEL = re.compile("[aeiou]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, repr=False)
class NameParts:
    """What a line told: None for a part that it lacks, "" for a patronymic it says is absent."""

    surname: str | None = None
    given_name: str | None = None
    patronymic: str | None = None


def split_full_name(text: str) -> NameParts:
    """Read a name in the usual order, or in another where a patronymic shows it.

    Raises:
        InvalidAnswer: many-words and what `name_part` raises.
    """
    line = _LABELS.sub(" ", plain_signs(text))
    stated = _NO_PATRONYMIC.sub(" ", line)
    words = name_part(stated.replace(",", " ")).split()
    if len(words) > MOST_WORDS:
        raise InvalidAnswer("many-words")
    parts = _split(words)
    if stated != line and parts.patronymic is None:
        return NameParts(parts.surname, parts.given_name, "")
    return parts


def whole_name(text: str) -> NameParts | None:
    """Read three words, one of them a patronymic; None for anything that may be a part of a name.

    Raises:
        InvalidAnswer: as `split_full_name`.
    """
    if len(text.split()) != 3:
        return None
    parts = split_full_name(text)
    is_whole = parts.patronymic and _is_patronymic(parts.patronymic)
    return parts if is_whole and parts.surname and parts.given_name else None


def given_name_and_patronymic(text: str) -> NameParts | None:
    """Read two words, the second a patronymic; None for anything that may be one given name.

    Raises:
        InvalidAnswer: as `split_full_name`.
    """
    if len(text.split()) != 2:
        return None
    parts = split_full_name(text)
    return parts if parts.surname is None and parts.patronymic else None


def _split(words: list[str]) -> NameParts:
    ends_with_particle = len(words) > 3 and words[-1].lower() in PATRONYMIC_PARTICLES
    size = 2 if ends_with_particle else 1
    tail = " ".join(words[-size:])
    if ends_with_particle or (len(words) > 2 and _is_patronymic(tail)):
        *surname, given = words[:-size]
        return NameParts(" ".join(surname), given, tail)
    return _split_without_patronymic_last(words)


def _split_without_patronymic_last(words: list[str]) -> NameParts:
    match words:
        case [given, patronymic] if _is_patronymic(patronymic):
            return NameParts(None, given, patronymic)
        case [given, patronymic, surname] if _is_patronymic(patronymic):
            return NameParts(surname, given, patronymic)
        case [surname, given, patronymic]:
            return NameParts(surname, given, patronymic)
        case _:
            return NameParts(words[0], " ".join(words[1:]) or None)


def _is_patronymic(word: str) -> bool:
    return _PATRONYMIC.fullmatch(word) is not None


def says_none(text: str) -> bool:
    """Whether an answer says that there is no such part: «нет», «-», «без отчества»."""
    typed = plain_signs(text)
    return bool(typed) and bool(_NOTHING.fullmatch(typed) or _NO_PATRONYMIC.fullmatch(typed))


def name_on_other_layout(text: str) -> str | None:
    """The Russian name behind "Bdfyjd Bdfy", or None if the text does not look like one."""
    switched = typed_on_russian_layout(text)
    if not _RUSSIAN_WORDS.fullmatch(switched) or any(map(is_cyrillic, text)):
        return None
    readable = all(_RUSSIAN_VOWEL.search(word) for word in switched.split())
    unreadable = any(not _LATIN_VOWEL.search(word) for word in text.split())
    return switched if readable and unreadable else None
