"""Whether the registration is held up, without a look into the database for every update."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.use_cases.ports.pauses import Pause, Pauses

SECONDS = 5.0
"""After which a pause that another process began, or ended, is seen here."""


@dataclass(slots=True)
class CurrentPause:
    """What is known of it in this process.

    Attributes:
        elapsed: seconds on a clock that never goes back.
        exempt: Telegram ids of those who are served all the same.
    """

    pauses: Pauses
    elapsed: Callable[[], float]
    exempt: frozenset[int]
    _known: Pause | None = None
    _read_at: float | None = None

    async def of(self, chat_id: int) -> Pause | None:
        """Return the pause that concerns a chat."""
        if chat_id in self.exempt:
            return None
        if self._read_at is None or self.elapsed() - self._read_at >= SECONDS:
            self.know(await self.pauses.current())
        return self._known

    def know(self, pause: Pause | None) -> None:
        """Take what this process has just changed, or read."""
        self._known, self._read_at = pause, self.elapsed()
