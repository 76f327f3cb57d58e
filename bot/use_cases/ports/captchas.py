"""Where the captchas of the chats are kept: one a chat, the newest."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.use_cases.ports.storage import Write


@dataclass(frozen=True, slots=True)
class Captcha:
    """The picture that a chat was given last.

    Attributes:
        valid_until: None until the picture goes out.
        tried: its one try is spent.
        holds_until: None unless solved.
        checks_left: registry checks that it still opens.
    """

    chat_id: int
    drawn_at: datetime
    answer: str = field(repr=False)
    valid_until: datetime | None = None
    tried: bool = False
    holds_until: datetime | None = None
    checks_left: int = 0

    def answerable(self, now: datetime) -> bool:
        return not self.tried and (self.valid_until is None or now < self.valid_until)

    def holds(self, now: datetime) -> bool:
        """Whether it was solved and still opens the registry check."""
        return self.holds_until is not None and now < self.holds_until and self.checks_left > 0


class Captchas(Protocol):
    """Captchas of all chats, their answers encrypted."""

    async def find(self, chat_id: int) -> Captcha | None: ...

    async def confirm_send(self, captcha: Captcha, valid_until: datetime) -> None:
        """Let the time of a picture run; committed at once, nothing if it is not the newest."""
        ...

    def put(self, chat_id: int, answer: str) -> tuple[Write, ...]:
        """Give the chat a new picture in place of the former one."""
        ...

    def solve(self, captcha: Captcha, holds_until: datetime, checks: int) -> Write:
        """Spend the one try of a picture that was read right; guarded."""
        ...

    def use_up(self, chat_id: int) -> Write:
        """Count one registry check; guarded: a solved picture that has one left."""
        ...

    def forget(self, chat_id: int) -> Write: ...
