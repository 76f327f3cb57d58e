"""A Telegram bot that opens an insured person's account at the insurer."""

__version__ = "0.1.0"
