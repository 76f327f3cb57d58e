"""One update, one unit of work: read once, record writes, flush them in one short transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy.exc import IntegrityError

from bot.replies import NumberedReply, Reply
from bot.use_cases.ports.storage import Write
from storage.conversations import Conversation, Conversations
from storage.engine import Database


class Conflict(Exception):
    """The state read before is no longer current; the update must run again from fresh state."""


@dataclass(slots=True)
class Work:
    """The conversation of one update and everything the update wants written."""

    conversation: Conversation
    step: str | None = None
    draft: str | None = field(default=None, repr=False)
    writes: list[Write] = field(default_factory=list, repr=False)

    @property
    def chat_id(self) -> int:
        return self.conversation.chat_id

    @property
    def prompt_id(self) -> int | None:
        prompt = self.conversation.prompt
        return None if prompt is None else prompt.message_id

    @property
    def version(self) -> int:
        return self.conversation.version

    def record(self, *writes: Write) -> None:
        """Have writes committed together with the conversation."""
        self.writes.extend(writes)


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """Begins units of work and flushes them."""

    database: Database
    conversations: Conversations

    async def begin(self, chat_id: int) -> Work:
        conversation = await self.conversations.load(chat_id)
        return Work(conversation, conversation.step, conversation.draft)

    async def flush(
        self,
        work: Work,
        replies: Iterable[Reply] = (),
        *,
        update_id: int | None = None,
        sent: int = 0,
    ) -> tuple[NumberedReply, ...]:
        """Commit a unit of work and return every reply still to be sent, the oldest first.

        With the conversation this process takes over what a dead one left unsent.

        Args:
            update_id: update to be remembered as handled.
            sent: highest reply of this chat known to be sent; later ones are kept.

        Raises:
            Conflict: a guarded write hit no row, or a uniqueness was violated.
        """
        before = work.conversation
        numbered = _number(replies, before.last_reply)
        kept = tuple(reply for reply in before.unsent if reply.number > sent)
        ids = before.update_ids if update_id is None else (*before.update_ids, update_id)
        save = self.conversations.save(
            before, step=work.step, draft=work.draft, update_ids=ids, unsent=kept + numbered
        )
        await execute(self.database, [*work.writes, save])
        return kept + numbered


async def execute(database: Database, writes: Sequence[Write]) -> None:
    """Carry out writes in one transaction.

    Raises:
        Conflict: a guarded write hit no row, or a uniqueness was violated.
    """
    try:
        async with database.transaction() as connection:
            for write in writes:
                result = await connection.execute(cast("Any", write.statement))
                if write.guarded and result.rowcount == 0:
                    raise Conflict
    except IntegrityError as error:
        raise Conflict from error


def _number(replies: Iterable[Reply], last: int) -> tuple[NumberedReply, ...]:
    return tuple(NumberedReply(last + index, reply) for index, reply in enumerate(replies, 1))
