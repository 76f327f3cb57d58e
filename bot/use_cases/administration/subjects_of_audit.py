"""Under which name a person stands in the audit: it is kept as a digest."""

from collections.abc import Sequence


def rows_of_audit(insured_ids: Sequence[int]) -> str:
    """Name the person of these rows of the registry."""
    return f"insured:{','.join(map(str, sorted(insured_ids)))}"


def chat_of_audit(chat_id: int) -> str:
    """Name a Telegram user."""
    return f"chat:{chat_id}"
