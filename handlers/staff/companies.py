"""Names of companies in the data of buttons, which hold 64 bytes (Bot API)."""

from collections.abc import Iterable
from hashlib import sha256

KEY_LENGTH = 8
"""Hexadecimal signs: an HR person acts for a few companies, not thousands."""


def company_key(policyholder: str) -> str:
    return sha256(policyholder.encode()).hexdigest()[:KEY_LENGTH]


def company_of(key: str, policyholders: Iterable[str]) -> str | None:
    """Return the company that a button means, if it is among these."""
    return next((name for name in policyholders if company_key(name) == key), None)
