"""What became of replies: written in batches, outside the version guard of conversations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, delete, exists, insert, literal, null, select, update

from storage.tables import conversations, personal_messages

DELETED_AT_ONCE = 500
"""Rows of one statement: databases bound its parameters."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The message that carries the current question; only a text can be edited into another.

    Attributes:
        passing: it goes with the draft once another message has taken its place.
    """

    message_id: int
    is_text: bool
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one reply, to be noted in its conversation.

    Attributes:
        personal: messages that now go with the draft.
        wiped: messages that went with it, or carry nothing of it any more.
        reachable: False when the person has blocked the bot.
    """

    chat_id: int
    number: int
    prompt: Prompt | None = None
    personal: tuple[int, ...] = ()
    wiped: tuple[int, ...] = ()
    reachable: bool = True


def statements_of(sent: Sent, now: datetime) -> list[Any]:
    """Return what notes a result; older than one that is noted already, it changes no row."""
    chat = and_(conversations.c.chat_id == sent.chat_id, conversations.c.sent_reply < sent.number)
    said = case(
        (conversations.c.last_reply <= sent.number, null()), else_=conversations.c.replies_sealed
    )
    values: dict[str, Any] = {"sent_reply": sent.number, "replies_sealed": said}
    if sent.prompt is not None:
        values |= {
            "prompt_id": sent.prompt.message_id,
            "prompt_is_text": sent.prompt.is_text,
            "prompt_passing": sent.prompt.passing,
        }
    if not sent.reachable:
        values |= {"reachable": False}
    statements: list[Any] = [update(conversations).where(chat).values(**values)]
    statements += [insert_personal(sent.chat_id, one, now) for one in sent.personal]
    statements += [
        _delete_personal(sent.chat_id, sent.wiped[start : start + DELETED_AT_ONCE])
        for start in range(0, len(sent.wiped), DELETED_AT_ONCE)
    ]
    return statements


def insert_personal(chat_id: int, message_id: int, now: datetime) -> Any:
    """Return what notes a message that goes with the draft, once."""
    table = personal_messages
    known = exists().where(table.c.chat_id == chat_id, table.c.message_id == message_id)
    row = select(literal(chat_id), literal(message_id), literal(now, table.c.at.type))
    return insert(table).from_select(["chat_id", "message_id", "at"], row.where(~known))


def _delete_personal(chat_id: int, message_ids: Sequence[int]) -> Any:
    table = personal_messages
    return delete(table).where(table.c.chat_id == chat_id, table.c.message_id.in_(message_ids))
