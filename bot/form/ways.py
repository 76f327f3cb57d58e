"""Words with which people ask to go back, to stop or for help, or greet: none is an answer.

No password can be one either: it needs Latin letters and a digit (instruction, stage 3).
"""

from collections.abc import Iterable

from bot.domain.spelling import skeleton


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(map(skeleton, listed.split(";")))


_BACK = _phrases("назад; вернуться; вернуться назад; шаг назад")
_CANCEL = _phrases("отмена; отменить; отмените")
_HELP = _phrases(
    "помощь; помоги; помогите; нужна помощь; help; справка; поддержка; оператор; "
    "позовите оператора; нужен оператор"
)
_REASON = _phrases(
    "зачем; зачем это; а зачем; почему; не знаю; я не знаю; не понимаю; не понятно; непонятно; "
    "не помню; что писать; что это; где взять; где его взять; где найти; где это; "
    "где взять номер; где найти номер; где номер; где посмотреть"
)

_GREETINGS = _phrases(
    "здравствуйте; здравствуй; привет; приветствую; добрый день; добрый вечер; доброе утро; "
    "день добрый; алло"
)


def asks_back(text: str, captions: Iterable[str]) -> bool:
    """Whether a text asks for what a button with one of these captions does."""
    return skeleton(text) in _BACK.union(map(skeleton, captions))


def asks_for_help(text: str) -> bool:
    """Whether a text asks for what /help does."""
    return skeleton(text) in _HELP


def asks_why(text: str) -> bool:
    """Whether a text asks something, or says that the answer is not known."""
    return skeleton(text) in _REASON or text.rstrip().endswith("?")


def greets(text: str) -> bool:
    """Whether a text is a greeting and nothing else."""
    return skeleton(text) in _GREETINGS


def asks_to_cancel(text: str) -> bool:
    """Whether a text asks for what /cancel does."""
    return skeleton(text) in _CANCEL
