"""Addresses that lead into this chat."""

from collections.abc import Callable

BotLink = Callable[[str], str]
"""Makes the link that opens the bot with a start payload (Bot API, deep linking)."""
