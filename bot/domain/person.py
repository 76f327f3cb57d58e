"""Who the person is: role, citizenship and the parts of a name."""

import re
from enum import StrEnum
from unicodedata import combining

from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import (
    is_cyrillic,
    is_latin,
    plain_signs,
    skeleton,
    with_cyrillic_look_alikes,
)

LONGEST_NAME_PART = 100
PATRONYMIC_PARTICLES = frozenset(
    {"оглы", "оглу", "оғлы", "угли", "ўғли", "уулу", "улы", "ұлы"}
    | {"кызы", "қызы", "гызы", "кизи", "қизи"}
    | {"ogly", "oglu", "ugli", "uulu", "uly", "kyzy", "gyzy", "qizi"}
)

_WORD = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]\.")


class Role(StrEnum):
    """Instruction, stage 1: «Являюсь»."""

    INSURED = "insured"
    POLICYHOLDER = "policyholder"


class Citizenship(StrEnum):
    """Instruction, stage 1: «Гражданство»."""

    RUSSIAN = "russian"
    FOREIGN = "foreign"


def name_part(text: str) -> str:
    """A surname, given name or patronymic as shown: words, hyphens, apostrophes.

    Latin letters inside a Russian word become the Russian ones they look like; a part typed
    all small or all capital is capitalised. Otherwise it stays as typed.

    Raises:
        InvalidAnswer: digits, foreign-signs, initials, no-letters, long-name.
    """
    letters = "".join(sign for sign in plain_signs(text) if not combining(sign))
    _refuse_signs(letters.strip(" ,;"))
    if _INITIAL.search(letters):
        raise InvalidAnswer("initials")
    words = " ".join(letters.replace(".", " ").split())
    name = re.sub(r"\s*-[\s-]*", "-", words).strip(" ,;-'")
    if not _WORD.search(name):
        raise InvalidAnswer("no-letters")
    if len(name) > LONGEST_NAME_PART:
        raise InvalidAnswer("long-name", longest=str(LONGEST_NAME_PART))
    return _capitalised(_WORD.sub(lambda word: _one_alphabet(word[0]), name))


def _refuse_signs(name: str) -> None:
    if re.search(r"\d", name):
        raise InvalidAnswer("digits")
    foreign = [sign for sign in name if not _belongs_to_a_name(sign)]
    if foreign:
        raise InvalidAnswer("foreign-signs", signs=" ".join(dict.fromkeys(foreign)))


def _belongs_to_a_name(sign: str) -> bool:
    return sign in " -'." or (sign.isalpha() and (is_latin(sign) or is_cyrillic(sign)))


def _one_alphabet(word: str) -> str:
    return with_cyrillic_look_alikes(word) if any(map(is_cyrillic, word)) else word


def _capitalised(name: str) -> str:
    if not (name.islower() or (name.isupper() and len(name) > 1)):
        return name
    return _WORD.sub(lambda word: _capitalised_word(word[0].lower()), name)


def _capitalised_word(word: str) -> str:
    return word if word in PATRONYMIC_PARTICLES else word.capitalize()


def name_with_initials(surname: str, *names: str) -> str:
    """«Иванова А. С.»: all that other people may see of a name."""
    initials = (f"{name[0]}." for name in names if name)
    return " ".join((surname, *initials))


def full_name_key(surname: str, given_name: str, patronymic: str) -> str:
    """The form in which names are compared.

    Made of the whole name, so that a double name split differently between the parts is the same.
    """
    return skeleton(f"{surname} {given_name} {patronymic}")
