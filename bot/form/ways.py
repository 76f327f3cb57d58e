"""Words with which people ask to go back, to stop or for help, or greet: none is an answer.

No password can be one either: it needs Latin letters and a digit (instruction, stage 3).
"""

import re
from collections.abc import Iterable

from bot.domain.spelling import has_digits, is_one_of, phrases, skeleton

_BACK = phrases("назад; вернуться; вернуться назад; шаг назад")
_CANCEL = phrases("отмена; отменить; отмените")
_CALLS = phrases(
    "помощь; помоги; помогите; нужна помощь; help; позовите оператора; нужен оператор"
)
_HELP = _CALLS | phrases("справка; поддержка; оператор")
_REASON = phrases(
    "не знаю; я не знаю; не знаю ответа; не знаю ответ; не помню; я не помню; не помню ответа; "
    "не помню ответ; не помню ответы; забыл; забыла; я забыл; я забыла; зачем; зачем это; "
    "а зачем; почему; не понимаю; не понятно; непонятно; что писать; что это; где взять; "
    "где его взять; где найти; где это; где взять номер; где найти номер; где номер; "
    "где посмотреть"
)
LONGEST_QUESTION = 256
"""Signs that are looked at: administrators may write more."""
_QUESTION = re.compile(
    r"(?:.*\s)?(?:как(?:ой|ая|ое|ие|ую|ого|им|ом|их)?|что|чего|ч[её]м|кем|"
    r"где|откуда|зачем|почему|когда|кто|кому|куда|можно|надо|нуж(?:но|ен|на|ны)|"
    r"могу|это|если|сколько|чей|чь[яёюи]|разве|безопасно|точно|"
    r"тоже|обязательно|полностью|сокращ[её]нно|писать|вы|мне|ли|у меня)\b[^?]*\?\W*",
    re.IGNORECASE | re.DOTALL,
)
_GREETINGS = phrases(
    "здравствуйте; здравствуй; привет; приветствую; добрый день; добрый вечер; доброе утро; "
    "день добрый; алло"
)
_FORGETS = re.compile(
    r"\b(?:не (?:помню|знаю|понимаю|понял[аи]?)|забыл[аи]?|понятия не имею)\b", re.IGNORECASE
)
_CALLS_AMONG_OTHER_WORDS = re.compile(
    r"\b(?:помоги(?:те)?|позовите|что (?:писать|вводить|отвечать))\b", re.IGNORECASE
)


def asks_back(text: str, captions: Iterable[str]) -> bool:
    """Whether a text asks for what a button with one of these captions does."""
    return is_one_of(text, _BACK.union(map(skeleton, captions)))


def asks_for_help(text: str) -> bool:
    """Whether a text asks for what /help does."""
    return is_one_of(text, _HELP)


def asks_why(text: str) -> bool:
    """Whether a text asks something, or says that the answer is not known.

    An answer may end with a question mark too, so that it takes a word to ask.
    """
    return is_one_of(text, _REASON) or _QUESTION.fullmatch(text[:LONGEST_QUESTION]) is not None


def may_ask(text: str) -> bool:
    """Whether a text that is no answer, or could be any, is a question for its sign alone."""
    return text.rstrip().endswith("?") and not has_digits(text) and "@" not in text


def forgets(text: str) -> bool:
    """Whether a text says that the answer to a control question is not known."""
    return _FORGETS.search(text[:LONGEST_QUESTION]) is not None


def seeks_advice(text: str) -> bool:
    """Whether a text is no answer to a control question, to which any other word may be one."""
    calls = _CALLS_AMONG_OTHER_WORDS.search(text[:LONGEST_QUESTION]) is not None
    return calls or asks_why(text) or is_one_of(text, _CALLS)


def greets(text: str) -> bool:
    """Whether a text is a greeting and nothing else."""
    return is_one_of(text, _GREETINGS)


def asks_to_cancel(text: str) -> bool:
    """Whether a text asks for what /cancel does."""
    return is_one_of(text, _CANCEL)
