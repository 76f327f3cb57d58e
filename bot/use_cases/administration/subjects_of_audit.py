"""Under which name a person stands in the audit: it is kept as a digest."""

from collections.abc import Sequence
from dataclasses import replace

from bot.use_cases.ports.audit import AuditEntry


def row_of_audit(insured_id: int) -> str:
    """Name the person of a row of the registry."""
    return f"insured:{insured_id}"


def chat_of_audit(chat_id: int) -> str:
    """Name a Telegram user."""
    return f"chat:{chat_id}"


def about_rows(entry: AuditEntry, insured_ids: Sequence[int]) -> tuple[AuditEntry, ...]:
    """Give an act one entry for each row that it concerned, so that each can be forgotten."""
    named = (replace(entry, subject=row_of_audit(one)) for one in insured_ids)
    return tuple(named) or (entry,)
