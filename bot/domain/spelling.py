"""One spelling for what is typed in two alphabets, two keyboard layouts and any punctuation."""

import re
import unicodedata
from collections.abc import Container, Mapping
from typing import TypeVar

Meaning = TypeVar("Meaning")
LONGEST_PHRASE = 64
"""Signs, more than any phrase that people say to a question of the bot."""
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
APOSTROPHES = "'`´\u2018\u2019\u02bc\u2032\u201b"

_CYRILLIC = "АВЕКМНОРСТУХІЅЈ"
_LATIN = "ABEKMHOPCTYXISJ"
_TO_LATIN = str.maketrans(_CYRILLIC + _CYRILLIC.lower() + "Ёё", _LATIN + _LATIN.lower() + "Ee")
_TO_CYRILLIC = str.maketrans("ABEKMHOPCTYXaeopcyx", "АВЕКМНОРСТУХаеорсух")

_PLAIN = str.maketrans(
    dict.fromkeys(DASHES, "-") | dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys("\\⁄∕", "/")
)
_NOT_OF_A_WORD = re.compile(r"[^0-9A-ZА-Я]")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")

_QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"
_YTSUKEN = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
_AS_QWERTY = str.maketrans(_YTSUKEN, _QWERTY)
_AS_YTSUKEN = str.maketrans(_QWERTY, _YTSUKEN)


def tidy(text: str) -> str:
    """Compose letters, drop what cannot be seen (zero-width, bidi, control), unify spaces.

    Everything visible stays as typed.
    """
    composed = unicodedata.normalize("NFC", text)
    if not composed.isprintable():
        composed = "".join(map(_visible, composed))
    return unicodedata.normalize("NFC", " ".join(composed.split()))


def _visible(sign: str) -> str:
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in {"Cf", "Cc", "Cs", "Co", "Cn"} else sign


def plain_signs(text: str) -> str:
    """Tidy, then one form for each digit, dash, slash and apostrophe; the number sign goes."""
    compatible = unicodedata.normalize("NFKC", tidy(text).replace("№", " "))
    return tidy(_FOREIGN_DIGIT.sub(_digit, compatible.translate(_PLAIN)))


def has_digits(text: str) -> bool:
    """Whether a text may be meant as a code at all."""
    return any(map(str.isdigit, text))


def _digit(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match[0]))


def skeleton(text: str) -> str:
    """The form in which two spellings of the same words or numbers are equal.

    Look-alike letters of both alphabets, ё and е, and case are folded; each run of punctuation
    and spaces becomes one hyphen. Digits are never folded into letters.
    """
    upper = unicodedata.normalize("NFKC", plain_signs(text).upper())
    folded = plain_signs(upper).upper().translate(_TO_LATIN)
    return "-".join(_NOT_OF_A_WORD.sub(_word_sign, folded).split())


def _word_sign(match: re.Match[str]) -> str:
    match unicodedata.category(match[0])[0]:
        case "L" | "N":
            return match[0]
        case "M":
            return ""
        case _:
            return " "


def phrases(listed: str) -> frozenset[str]:
    """Phrases told apart by semicolons, for `is_one_of`."""
    return frozenset(map(skeleton, listed.split(";")))


def is_one_of(text: str, known: Container[str]) -> bool:
    """Whether a text is one of these phrases in any spelling.

    A longer text is none and is not looked at: folding thousands of signs, each of which may
    stand for a dozen letters, would keep everybody else waiting.
    """
    return len(text) <= LONGEST_PHRASE and skeleton(text) in known


def meant(text: str, known: Mapping[Meaning, Container[str]]) -> Meaning | None:
    """Return whose phrase a text is; None for any other text."""
    return next((one for one, said in known.items() if is_one_of(text, said)), None)


def with_latin_look_alikes(text: str) -> str:
    return text.translate(_TO_LATIN)


def with_cyrillic_look_alikes(text: str) -> str:
    return text.translate(_TO_CYRILLIC)


def typed_on_latin_layout(text: str) -> str:
    """What the same keys give when the keyboard is switched to Latin: «ФЬ» is AM."""
    return text.translate(_AS_QWERTY)


def typed_on_russian_layout(text: str) -> str:
    """What the same keys give when the keyboard is switched to Russian: "Bdfyjd" is «Иванов»."""
    return text.translate(_AS_YTSUKEN)


def is_latin(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("LATIN ")


def is_cyrillic(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("CYRILLIC ")
