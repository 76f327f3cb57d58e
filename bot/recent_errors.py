"""The last errors of the log, kept in memory for /health: names and classes, no contents."""

from collections import deque
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.use_cases.ports.health import ErrorSeen

KEPT = 5
TOLD = ("gateway", "code", "reason", "error")
"""What of a record of the bot's own says more than its name."""
GRAVE = {"error", "critical"}


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RecentErrors:
    """A processor of structlog that passes everything on as it is."""

    clock: Callable[[], datetime] = _utc_now
    _kept: deque[ErrorSeen] = field(default_factory=lambda: deque(maxlen=KEPT))

    def __call__(
        self, _: Any, __: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        """Keep an error; what a library says may repeat contents, so its name alone is kept."""
        if event.get("level") in GRAVE:
            logger = str(event.get("logger", ""))
            ours = f"{logger}.".startswith("bot.")
            said = str(event["event"]) if ours else ""
            details = tuple(
                str(event[name]) for name in (TOLD if ours else ("error",)) if event.get(name)
            )
            self._kept.append(ErrorSeen(self.clock(), logger, said, details))
        return event

    def last(self) -> Sequence[ErrorSeen]:
        """Return them, newest first."""
        return tuple(reversed(self._kept))
