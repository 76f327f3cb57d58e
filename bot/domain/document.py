"""The identity document: its kind, its series and number, and what may look odd about it."""

import re
from datetime import date
from enum import StrEnum

from bot.domain.dates import anniversary
from bot.domain.person import Citizenship
from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import plain_signs, skeleton, with_cyrillic_look_alikes

PASSPORT_AGE = 14
PASSPORT_RENEWALS = (20, 45)
FORM_YEAR_TOLERANCE = 3

_WORDS = re.compile(
    r"\b(?:сери[яи]|сер|номер|ном|паспорт|пасп|свидетельство|о рождении|выдан[оа]?|рф|no)\b"
    r"\.?:?|#",
    re.IGNORECASE,
)
_NUMBER_SIGN = re.compile(r"\bno?(?=[\W\d])[.:]*", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"\bn\b[.:]*", re.IGNORECASE)
_SERIES_N = re.compile(r"n[ .:/-]*(?P<digits>\d[\d /-]*)", re.IGNORECASE)
"""A passport of Kazakhstan: here «N» is no number sign."""
_CERTIFICATE = re.compile(r"(?P<roman>(?:[^\W_]|[|!])+?)[\s./-]*(?P<letters>[^\W\d_]{2})[\s./-]*")
_ROMAN_SIGNS = str.maketrans(
    {"1": "I", "|": "I", "!": "I", "І": "I", "У": "V", "Y": "V", "Х": "X", "П": "II", "Ш": "III"}
    | {"С": "C", "Л": "L"}
)
_PASSPORT_DIGITS = str.maketrans("ОOIЗ", "0013")
_FOREIGN_SIGN = re.compile(r"[^0-9A-Za-zА-Яа-яЁё/\- ]")


class DocumentKind(StrEnum):
    """Instruction, stage 1: the list «Документ»."""

    RUSSIAN_PASSPORT = "russian_passport"
    RUSSIAN_BIRTH_CERTIFICATE = "russian_birth_certificate"
    FOREIGN_PASSPORT = "foreign_passport"
    FOREIGN_BIRTH_CERTIFICATE = "foreign_birth_certificate"


_CERTIFICATES = (
    DocumentKind.RUSSIAN_BIRTH_CERTIFICATE,
    DocumentKind.FOREIGN_BIRTH_CERTIFICATE,
)


def documents_for(
    citizenship: Citizenship | None, *, child: bool = False
) -> tuple[DocumentKind, ...]:
    """All kinds, those that fit the citizenship first; a child's certificates before passports."""
    kinds = tuple(DocumentKind)
    fitting = kinds[2:] + kinds[:2] if citizenship is Citizenship.FOREIGN else kinds
    return tuple(sorted(fitting, key=lambda kind: child and kind not in _CERTIFICATES))


def is_too_young(birth_date: date, day: date) -> bool:
    """Whether nobody born then had a Russian passport on that day."""
    return day < anniversary(birth_date, PASSPORT_AGE)


def document_number(kind: DocumentKind, text: str) -> str:
    """Series and number in the one form of their kind.

    Raises:
        InvalidAnswer: passport-letters, passport-digits, travel-passport, certificate-digits,
            certificate-series, foreign-signs, foreign-length.
    """
    signs = " ".join(_WORDS.sub(" ", plain_signs(text)).split())
    match kind:
        case DocumentKind.RUSSIAN_PASSPORT:
            return _passport(_NUMBER_SIGN.sub(" ", signs))
        case DocumentKind.RUSSIAN_BIRTH_CERTIFICATE:
            return _birth_certificate(_NUMBER_SIGN.sub(" ", signs).strip())
        case _:
            return _foreign_document(signs)


def _passport(signs: str) -> str:
    digits = re.sub(r"[\W_]", "", signs.upper().translate(_PASSPORT_DIGITS))
    if re.search(r"\D", digits):
        raise InvalidAnswer("passport-letters")
    if len(digits) == 9:
        raise InvalidAnswer("travel-passport")
    if len(digits) != 10:
        raise InvalidAnswer("passport-digits", typed=len(digits))
    return f"{digits[:4]} {digits[4:]}"


def _birth_certificate(signs: str) -> str:
    """Roman numeral, hyphen, two Russian letters, six digits: IV-АИ 123456."""
    number = re.search(r"[\d\s.-]*$", signs)
    digits = re.sub(r"\D", "", number[0] if number else "")
    if len(digits) != 6:
        raise InvalidAnswer("certificate-digits", typed=len(digits))
    head = signs[: number.start() if number else 0]
    series = _CERTIFICATE.fullmatch(head.replace("l", "I").upper())
    if series is None:
        raise InvalidAnswer("certificate-series")
    roman = series["roman"].translate(_ROMAN_SIGNS)
    letters = with_cyrillic_look_alikes(series["letters"])
    if not re.fullmatch("[IVXLC]{1,7}", roman) or not re.fullmatch("[А-Я]{2}", letters):
        raise InvalidAnswer("certificate-series")
    return f"{roman}-{letters} {digits}"


def _foreign_document(typed: str) -> str:
    series = _SERIES_N.fullmatch(typed)
    signs = f"N {series['digits']}" if series else " ".join(_NUMBER_WORD.sub(" ", typed).split())
    if foreign := _FOREIGN_SIGN.findall(signs):
        raise InvalidAnswer("foreign-signs", signs=" ".join(dict.fromkeys(foreign)))
    number = re.sub(r"\s*([/-])[\s/-]*", r"\1", signs).strip("/- ").upper()
    if not 4 <= len(number) <= 25:
        raise InvalidAnswer("foreign-length", typed=len(number))
    return number


def document_key(number: str) -> str:
    """The form in which numbers of documents are compared: no separators, one alphabet."""
    return skeleton(number).replace("-", "")


def masked_document(number: str) -> str:
    """«45•• ••••56»: the last two signs, and the first two of a number longer than six."""
    places = [index for index, sign in enumerate(number) if sign.isalnum()]
    shown = set(places[-2:]) | set(places[:2] if len(places) > 6 else ())
    hidden = set(places) - shown
    return "".join("•" if index in hidden else sign for index, sign in enumerate(number))


def passport_due(issue_date: date, birth_date: date, today: date) -> bool:
    """Whether a Russian passport issued then has passed its renewal at 20 or 45."""
    renewals = (anniversary(birth_date, age) for age in PASSPORT_RENEWALS)
    return any(issue_date < renewal <= today for renewal in renewals)


def passport_form_year_is_odd(number: str, issue_date: date) -> bool:
    """Whether the third and fourth digit (year the form was printed) are far from the issue."""
    years = (issue_date.year - int(number[2:4])) % 100
    return FORM_YEAR_TOLERANCE < years < 100 - FORM_YEAR_TOLERANCE
