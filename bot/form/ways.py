"""Words with which people ask to go back, to stop or for help, or greet: none is an answer.

No password can be one either: it needs Latin letters and a digit (instruction, stage 3).
"""

from collections.abc import Iterable

from bot.domain.spelling import is_one_of, phrases, skeleton

_BACK = phrases("назад; вернуться; вернуться назад; шаг назад")
_CANCEL = phrases("отмена; отменить; отмените")
_HELP = phrases(
    "помощь; помоги; помогите; нужна помощь; help; справка; поддержка; оператор; "
    "позовите оператора; нужен оператор"
)
_UNKNOWN = phrases(
    "не знаю; я не знаю; не помню; я не помню; забыл; забыла; я забыл; я забыла; не знаю ответа; "
    "не помню ответа; не знаю ответ; не помню ответ; не помню ответы"
)
_REASON = _UNKNOWN | phrases(
    "зачем; зачем это; а зачем; почему; не понимаю; не понятно; непонятно; что писать; что это; "
    "где взять; где его взять; где найти; где это; где взять номер; где найти номер; где номер; "
    "где посмотреть"
)
_GREETINGS = phrases(
    "здравствуйте; здравствуй; привет; приветствую; добрый день; добрый вечер; доброе утро; "
    "день добрый; алло"
)


def asks_back(text: str, captions: Iterable[str]) -> bool:
    """Whether a text asks for what a button with one of these captions does."""
    return is_one_of(text, _BACK.union(map(skeleton, captions)))


def asks_for_help(text: str) -> bool:
    """Whether a text asks for what /help does."""
    return is_one_of(text, _HELP)


def asks_why(text: str) -> bool:
    """Whether a text asks something, or says that the answer is not known."""
    return is_one_of(text, _REASON) or text.rstrip().endswith("?")


def does_not_know(text: str) -> bool:
    """Whether a text says that the answer is not known."""
    return is_one_of(text, _UNKNOWN)


def greets(text: str) -> bool:
    """Whether a text is a greeting and nothing else."""
    return is_one_of(text, _GREETINGS)


def asks_to_cancel(text: str) -> bool:
    """Whether a text asks for what /cancel does."""
    return is_one_of(text, _CANCEL)
