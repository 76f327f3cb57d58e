"""Limits of the product, each with the default that design and Bot API give."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Numbers an operator can change by the LIMIT_ setting of the same name."""

    sends_per_second: float = 25
    """All chats together; Telegram answers 429 above about 30 (Bot API FAQ)."""
    chat_sends_per_second: float = 1
    """One chat (Bot API FAQ)."""
    chat_burst: int = 4
    """Messages one chat may get at once before the pace applies."""
    registry_misses_per_day: int = 5
    """Failed registry checks of one Telegram user, and likewise of one claimed person, in 24 h."""
    registry_misses_per_month: int = 15
    """The same in 30 days."""
    registry_misses_per_hour: int = 200
    """Of all people together; beyond it the check is closed and an alarm is raised."""
