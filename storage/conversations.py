"""One row per chat: where the conversation stands, its draft, what is still to be said."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import (
    Row,
    Select,
    and_,
    insert,
    or_,
    select,
    update,
)

from bot.replies import Kind, NumberedReply, Reply
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.keys import Keyring, UnreadableSecret
from storage.sent import Prompt, Sent, insert_personal, statements_of
from storage.tables import conversations, personal_messages

DRAFT, REPLIES = "draft", "replies"
LEASE = timedelta(seconds=30)
"""How long a process is taken to be alive that has stopped renewing its leases."""
UNSENT = conversations.c.last_reply > conversations.c.sent_reply
log = structlog.get_logger("bot.conversations")
WIPED_AT_MOST = 1_000
"""Ten calls of deleteMessages, which no pace spreads (Bot API, deleteMessages)."""
UPDATE_IDS_KEPT = 128
"""More than the 100 updates Telegram hands out unacknowledged at once (Bot API, getUpdates)."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as read before an update; version 0 means there is no row yet.

    Attributes:
        owner: the process that says what is unsent; another one may only after `lease_until`.
    """

    chat_id: int
    step: str | None = None
    draft: str | None = field(default=None, repr=False)
    update_ids: tuple[int, ...] = field(default=(), repr=False)
    unsent: tuple[NumberedReply, ...] = field(default=(), repr=False)
    last_reply: int = 0
    prompt: Prompt | None = None
    updated_at: datetime | None = None
    version: int = 0
    owner: str | None = None
    lease_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Conversations:
    """Reads conversations and notes what was sent; `owner` names the process in its leases."""

    database: Database
    keys: Keyring
    clock: Callable[[], datetime]
    owner: str

    async def load(self, chat_id: int) -> Conversation:
        async with self.database.reading() as connection:
            row = (await connection.execute(_by_chat(chat_id))).one_or_none()
        return Conversation(chat_id) if row is None else self._conversation(row)

    async def step_of(self, chat_id: int) -> str | None:
        """Return where a conversation stands, whatever else of it can be read."""
        found = select(conversations.c.step).where(conversations.c.chat_id == chat_id)
        async with self.database.reading() as connection:
            step: str | None = await connection.scalar(found)
        return step

    def is_mine(self, conversation: Conversation) -> bool:
        """Tell whether it is this process that says what is unsent."""
        return conversation.owner == self.owner

    def is_held(self, conversation: Conversation) -> bool:
        """Tell whether another process, as far as one knows alive, still says what is unsent."""
        until = conversation.lease_until
        alive = until is not None and until > self.clock()
        return bool(conversation.unsent) and alive and not self.is_mine(conversation)

    async def adopt(self, *, alone: bool) -> list[Conversation]:
        """Take over the conversations in which a dead process has left something unsaid.

        Args:
            alone: no other process can be alive, whatever its leases say.
        """
        table, now = conversations.c, self.clock()
        foreign = or_(table.owner.is_(None), table.owner != self.owner)
        over = or_(table.lease_until.is_(None), table.lease_until <= now)
        abandoned = and_(UNSENT, foreign) if alone else and_(UNSENT, foreign, over)
        taken = self._leased() | {"version": table.version + 1}
        adopt = update(conversations).where(abandoned).values(**taken).returning(conversations)
        async with self.database.transaction() as connection:
            rows = (await connection.execute(adopt)).all()
        return [one for row in rows if (one := self._readable(row))]

    async def renew(self) -> None:
        """Extend every lease of this process."""
        await self._lease_until(self.clock() + LEASE)

    async def release(self) -> None:
        """Leave what is unsent to the other processes: the last act of this one."""
        await self._lease_until(self.clock())

    async def personal_messages(self, chat_id: int, since: datetime) -> tuple[int, ...]:
        """Return the messages with personal data that Telegram still lets the bot delete.

        The newest of them where somebody has sent more than a registration ever takes.
        """
        table = personal_messages.c
        found = (
            select(table.message_id)
            .where(table.chat_id == chat_id, table.at >= since)
            .order_by(table.message_id.desc())
            .limit(WIPED_AT_MOST)
        )
        async with self.database.reading() as connection:
            return tuple((await connection.scalars(found)).all())

    async def note(self, results: Sequence[Sent]) -> None:
        """Write a batch of results, outside the version guard of the conversations."""
        async with self.database.transaction() as connection:
            for sent in sorted(results, key=lambda one: one.chat_id):  # one order: no deadlock
                for statement in statements_of(sent, self.clock()):
                    await connection.execute(statement)

    def remember(self, chat_id: int, message_id: int) -> Write:
        """Note a message of the person that carries personal data."""
        return Write(insert_personal(chat_id, message_id, self.clock()))

    def save(
        self,
        before: Conversation,
        *,
        step: str | None,
        draft: str | None,
        update_ids: tuple[int, ...],
        unsent: Sequence[NumberedReply],
    ) -> Write:
        """Replace a conversation, guarded by the version that was read."""
        chat_id, now = before.chat_id, self.clock()
        values = {
            "step": step,
            "draft_sealed": None if draft is None else self.keys.seal(DRAFT, chat_id, draft),
            "update_ids": list(update_ids[-UPDATE_IDS_KEPT:]),
            "replies_sealed": self._seal_replies(chat_id, unsent),
            "last_reply": max((reply.number for reply in unsent), default=before.last_reply),
            "version": before.version + 1,
            "updated_at": now,
            **(self._leased() if unsent else {"owner": None, "lease_until": None}),
        }
        if update_ids != before.update_ids:  # who writes can be reached; an event tells nothing
            values["reachable"] = True
        if before.version == 0:
            fresh = {
                "chat_id": chat_id,
                "sent_reply": 0,
                "reachable": True,
                "prompt_is_text": True,
                "created_at": now,
            }
            return Write(insert(conversations).values(fresh | values), guarded=True)
        current = (conversations.c.chat_id == chat_id, conversations.c.version == before.version)
        return Write(update(conversations).where(*current).values(**values), guarded=True)

    def _leased(self) -> dict[str, Any]:
        return {"owner": self.owner, "lease_until": self.clock() + LEASE}

    async def _lease_until(self, moment: datetime) -> None:
        mine = and_(UNSENT, conversations.c.owner == self.owner)
        async with self.database.transaction() as connection:
            await connection.execute(update(conversations).where(mine).values(lease_until=moment))

    def _readable(self, row: Row[Any]) -> Conversation | None:
        """One row that no configured key opens must not stop the others."""
        try:
            return self._conversation(row)
        except UnreadableSecret:
            log.critical("unreadable conversation", chat=row.chat_id)
            return None

    def _seal_replies(self, chat_id: int, unsent: Sequence[NumberedReply]) -> bytes | None:
        if not unsent:
            return None
        return self.keys.seal(REPLIES, chat_id, json.dumps([_packed(one) for one in unsent]))

    def _conversation(self, row: Row[Any]) -> Conversation:
        sealed = row.draft_sealed
        return Conversation(
            chat_id=row.chat_id,
            step=row.step,
            draft=None if sealed is None else self.keys.open(DRAFT, row.chat_id, sealed),
            update_ids=tuple(row.update_ids),
            unsent=self._unsent(row),
            last_reply=row.last_reply,
            prompt=_prompt(row) if row.prompt_id else None,
            updated_at=row.updated_at,
            version=row.version,
            owner=row.owner,
            lease_until=row.lease_until,
        )

    def _unsent(self, row: Row[Any]) -> tuple[NumberedReply, ...]:
        if row.replies_sealed is None:
            return ()
        packed = json.loads(self.keys.open(REPLIES, row.chat_id, row.replies_sealed))
        replies = (_unpacked(one) for one in packed)
        return tuple(reply for reply in replies if reply.number > row.sent_reply)


def _prompt(row: Row[Any]) -> Prompt:
    return Prompt(row.prompt_id, row.prompt_is_text, row.prompt_passing)


def _by_chat(chat_id: int) -> Select[Any]:
    return select(conversations).where(conversations.c.chat_id == chat_id)


def _packed(numbered: NumberedReply) -> dict[str, Any]:
    reply = numbered.reply
    return {
        "number": numbered.number,
        "kind": reply.kind,
        "params": dict(reply.params),
        "recipe": reply.recipe,
        "replaces": reply.replaces,
        "personal": reply.personal,
        "passing": reply.passing,
    }


def _unpacked(packed: dict[str, Any]) -> NumberedReply:
    number = packed.pop("number")
    return NumberedReply(number, Reply(**packed | {"kind": Kind(packed["kind"])}))
