"""The Russian mobile number: the only kind that a PIN is sent to."""

import re

import phonenumbers
from phonenumbers import PhoneNumberType

from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import plain_signs

NATIONAL_DIGITS = 10
_UNBROKEN = str.maketrans(" -", "\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}")

_EXTENSION = re.compile(r"(?:доб|вн|ext|#)[а-яa-z]*\.?\s*\d*\D*$", re.IGNORECASE)


def mobile_phone(text: str) -> str:
    """The number as +7 and ten digits.

    Raises:
        InvalidAnswer: no-digits, few-digits, many-digits, foreign, kazakhstan, landline,
            not-mobile.
    """
    national = _national_digits(plain_signs(text))
    if national[0] in "67":
        raise InvalidAnswer("kazakhstan")
    match phonenumbers.number_type(phonenumbers.parse(f"+7{national}")):
        case PhoneNumberType.MOBILE:
            return f"+7{national}"
        case PhoneNumberType.FIXED_LINE | PhoneNumberType.FIXED_LINE_OR_MOBILE:
            raise InvalidAnswer("landline")
        case _:
            raise InvalidAnswer("not-mobile")


def contact_phone(number: str) -> str:
    """The number of a shared contact: international even without «+», so «8…» is not Russian.

    Raises:
        InvalidAnswer: as `mobile_phone`.
    """
    international = f"+{number.lstrip('+')}"
    if not international.startswith("+7"):
        raise InvalidAnswer("foreign")
    return mobile_phone(international)


def _national_digits(text: str) -> str:
    digits = re.sub(r"\D", "", _EXTENSION.sub("", text))
    if not digits:
        raise InvalidAnswer("no-digits")
    domestic = digits[0] in "78"
    if text.lstrip("( ").startswith("+") and not domestic:
        raise InvalidAnswer("foreign")
    if len(digits) == NATIONAL_DIGITS + 1 and domestic:
        return digits[1:]
    lacks_one = domestic and (digits[1:2] == "9" or text.startswith("+"))
    if len(digits) == NATIONAL_DIGITS and not lacks_one:
        return digits
    typed = len(digits) - 1 if domestic else len(digits)
    raise InvalidAnswer("few-digits" if typed < NATIONAL_DIGITS else "many-digits", typed=typed)


def masked_phone(phone: str) -> str:
    """«+7 9•• •••-••-67» for a stored number."""
    return _on_one_line(f"+7 {phone[2]}•• •••-••-{phone[-2:]}")


def hidden_phone(phone: str) -> str:
    """«+7 916 123-••-••»: without the digits that whoever confirms the number must know."""
    return _on_one_line(f"+7 {phone[2:5]} {phone[5:8]}-••-••")


def spaced_phone(phone: str) -> str:
    """«+7 916 123-45-67» for the check screen."""
    return _on_one_line(f"+7 {phone[2:5]} {phone[5:8]}-{phone[8:10]}-{phone[10:]}")


def _on_one_line(shown: str) -> str:
    """A number is not broken at the end of a line; typed back, it is read like any other."""
    return shown.translate(_UNBROKEN)
