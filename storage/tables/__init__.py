"""All tables. Encrypted columns are named `…_sealed`, keyed digests `…_digest`."""

from storage.tables.base import metadata
from storage.tables.charges import charges
from storage.tables.conversations import conversations, personal_messages
from storage.tables.jobs import jobs
from storage.tables.keys import key_check
from storage.tables.registry import control_questions, insured

__all__ = [
    "charges",
    "control_questions",
    "conversations",
    "insured",
    "jobs",
    "key_check",
    "metadata",
    "personal_messages",
]
