"""Where PIN challenges are kept; the PINs themselves are kept nowhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.pin import PinChallenge
from bot.use_cases.ports.storage import Write


class Pins(Protocol):
    """Challenges of all chats; the phone of each lies encrypted until its end."""

    async def newest_for(self, chat_id: int, phone: str) -> PinChallenge | None:
        """Return the newest challenge of the chat if it was made for this phone, wiped or not.

        None too once the registry has another number of the person than when it began.
        """
        ...

    async def find(self, challenge_id: bytes) -> PinChallenge | None: ...

    async def superseded(self, chat_id: int) -> Sequence[bytes]:
        """Return the ids of the chat's challenges that a newer one replaced."""
        ...

    def open(self, challenge: PinChallenge, phone: str) -> tuple[Write, ...]:
        """Begin a challenge and end the chat's older ones."""
        ...

    def order_again(self, challenge: PinChallenge, expires_at: datetime) -> Write:
        """Count one more message from now on; guarded against a challenge that ended meanwhile."""
        ...

    def sent(self, challenge_id: bytes, expires_at: datetime) -> Write:
        """Let the PIN run from its confirmed send; nothing if the challenge has ended."""
        ...

    def use(self, challenge: PinChallenge) -> Write:
        """Consume the PIN and wipe the phone; guarded: an open challenge, once."""
        ...

    def wipe(self, challenge_id: bytes) -> Write:
        """Forget the phone of a challenge that has expired."""
        ...

    def forget(self, chat_id: int) -> Write:
        """Drop everything of a chat, an open challenge included."""
        ...
