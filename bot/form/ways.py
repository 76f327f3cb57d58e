"""Words with which people ask to go back or to stop, where no such word can be an answer."""

from collections.abc import Iterable

from bot.domain.spelling import skeleton

_BACK = frozenset(map(skeleton, ("назад", "вернуться", "вернуться назад", "шаг назад")))
_CANCEL = frozenset(map(skeleton, ("отмена", "отменить", "отмените")))


def asks_back(text: str, captions: Iterable[str]) -> bool:
    """Whether a text asks for what a button with one of these captions does."""
    return skeleton(text) in _BACK.union(map(skeleton, captions))


def asks_to_cancel(text: str) -> bool:
    """Whether a text asks for what /cancel does."""
    return skeleton(text) in _CANCEL
