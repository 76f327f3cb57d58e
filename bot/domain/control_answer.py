"""The form in which answers to the registry's control questions are compared."""

from datetime import date

from bot.domain.dates import read_date
from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import skeleton


def control_answer_key(text: str) -> str:
    """Case, ё/е, look-alikes, punctuation and spaces are folded; a date is equal in every form.

    A year of two digits and of four is the same here: the century of an answer proves nothing.
    """
    try:
        value = read_date(text, date.max).value
    except InvalidAnswer:
        return skeleton(text).replace("-", "")
    return f"{value:%d%m%y}"
