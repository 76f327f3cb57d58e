"""The password: what it must hold, what it must not be, and one made for the person."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from bot.domain.spelling import is_cyrillic, typed_on_latin_layout
from bot.domain.transliteration import transliterations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from random import Random

SHORTEST = 7
LONGEST = 12
SHORTEST_OWN_FRAGMENT = 4

_UPPER = "ABCDEFGHJKMNPQRSTUVWXYZ"
_LOWER = "abcdefghjkmnpqrstuvwxyz"
_DIGITS = "23456789"
_UNLEET = str.maketrans("@4031!$57", "aaoeiisst")
_ROWS = (
    *("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0"),
)


class PasswordFault(StrEnum):
    """The first five are the instruction's rule (stage 2); the others OWASP ASVS 6.2."""

    SHORT = "short"
    LONG = "long"
    NO_CAPITAL = "no-capital"
    NO_SMALL = "no-small"
    NO_DIGIT = "no-digit"
    RUSSIAN_LETTERS = "russian-letters"
    FOREIGN_SIGNS = "foreign-signs"
    COMMON = "common"
    OWN_DATA = "own-data"


@dataclass(frozen=True, slots=True, repr=False)
class OwnData:
    """What an acquaintance knows about the person; empty and None where it is not known."""

    names: tuple[str, ...] = ()
    birth_date: date | None = None
    policy_number: str = ""
    document_number: str = ""
    phone: str = ""
    email: str = ""


def password_faults(
    password: str, own: OwnData, common_words: frozenset[str]
) -> tuple[PasswordFault, ...]:
    """All that is wrong with a password, taken exactly as received; empty if it may be used.

    Whether it is guessable is said only of one that keeps the rule otherwise.
    """
    broken = tuple(fault for fault, found in _rule(password).items() if found)
    if broken:
        return broken
    if is_common(password, common_words):
        return (PasswordFault.COMMON,)
    return (PasswordFault.OWN_DATA,) if holds_own_data(password, own) else ()


def _rule(password: str) -> dict[PasswordFault, bool]:
    russian = any(map(is_cyrillic, password))
    printable = all(" " <= sign <= "~" or is_cyrillic(sign) for sign in password)
    return {
        PasswordFault.RUSSIAN_LETTERS: russian,
        PasswordFault.FOREIGN_SIGNS: not printable,
        PasswordFault.SHORT: len(password) < SHORTEST,
        PasswordFault.LONG: len(password) > LONGEST,
        PasswordFault.NO_CAPITAL: not any(sign in string.ascii_uppercase for sign in password),
        PasswordFault.NO_SMALL: not any(sign in string.ascii_lowercase for sign in password),
        PasswordFault.NO_DIGIT: not any(sign in string.digits for sign in password),
    }


def is_common(password: str, common_words: frozenset[str]) -> bool:
    """Whether a password is a well-known word or run of keys in some disguise."""
    return any(form in common_words or _is_run(form) for form in _undressed(password))


def _undressed(password: str) -> Iterator[str]:
    """The password without its disguises: digits around, leet, doubling, reversal."""
    small = password.lower()
    core = small.strip(string.digits + string.punctuation + " ")
    for typed in (small, core, small.translate(_UNLEET), core.translate(_UNLEET)):
        letters = re.sub("[^a-z]", "", typed)
        half = letters[: len(letters) // 2]
        for form in (typed, letters, half if half * 2 == letters else ""):
            if len(form) >= 3:
                yield from (form, form[::-1])
    digits = re.sub(r"\D", "", password)
    if len(digits) >= len(password) - 3:
        yield digits


def _is_run(form: str) -> bool:
    if len(form) < 4:
        return False
    return len(set(form)) <= 2 or any(form in row or form in row[::-1] for row in _ROWS)


def holds_own_data(password: str, own: OwnData) -> bool:
    small = password.lower()
    forms = (small, small.translate(_UNLEET), small[::-1], small.translate(_UNLEET)[::-1])
    return any(fragment in form for fragment in _own_fragments(own) for form in forms)


def _own_fragments(own: OwnData) -> Iterator[str]:
    words = [word for name in own.names for word in _words(name)]
    words += _words(own.email.partition("@")[0])
    for word in words:
        yield from _long_enough(transliterations(word) | {typed_on_latin_layout(word)})
    if own.birth_date:
        yield from _date_forms(own.birth_date)
    for number in (own.policy_number, own.document_number):
        yield from _long_enough(re.findall(r"\d+", number))
    if own.phone:
        yield own.phone[-SHORTEST_OWN_FRAGMENT:]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _long_enough(words: frozenset[str] | set[str] | list[str]) -> Iterator[str]:
    return (word for word in words if len(word) >= SHORTEST_OWN_FRAGMENT)


def _date_forms(born: date) -> Iterator[str]:
    forms = ("%Y", "%d%m", "%m%d", "%d%m%y", "%y%m%d")
    return (born.strftime(form) for form in forms)


@cache
def common_passwords() -> frozenset[str]:
    """The well-known words of common_passwords.txt, Russian ones also as typed in Latin."""
    text = resources.files("bot.domain").joinpath("common_passwords.txt").read_text("utf-8")
    words = [word for line in text.splitlines() if line[:1] != "#" for word in line.split()]
    return frozenset(form for word in words for form in _latin_forms(word) if len(form) >= 3)


def _latin_forms(word: str) -> frozenset[str]:
    return transliterations(word) | {typed_on_latin_layout(word)}


def generate_password(random: Random) -> str:
    """Twelve signs that keep the rule, without look-alikes; pass a `random.SystemRandom`."""
    every = _UPPER + _LOWER + _DIGITS
    signs = [random.choice(kind) for kind in (_UPPER, _LOWER, _DIGITS)]
    signs += [random.choice(every) for _ in range(LONGEST - len(signs))]
    random.shuffle(signs)
    return "".join(signs)
