"""What an operator gives: settings, limits, texts."""

from dataclasses import dataclass

from bot.limits import Limits
from bot.settings import Settings
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Given:
    """Read once at the start."""

    settings: Settings
    limits: Limits
    texts: Texts
