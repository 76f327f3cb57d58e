"""An administrator holds the registration up, and lets it go on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.administration.current_pause import CurrentPause
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.pauses import Pause, Pauses
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class PauseRegistration:
    """Everybody but administrators gets a text instead of an answer; no answer so far is lost."""

    pauses: Pauses
    current: CurrentPause
    audit: Audit
    clock: Callable[[], datetime]

    async def running(self) -> Pause | None:
        return await self.pauses.current()

    def begin(self, recorder: Recorder, admin_id: int, text: str) -> None:
        recorder.record(
            *self.pauses.begin(text, admin_id),
            self.audit.note(AuditEntry(admin_id, Act.PAUSED)),
        )
        self.current.know(Pause(text, admin_id, self.clock()))

    async def end(self, recorder: Recorder, admin_id: int) -> bool:
        """Return False if nothing is held up."""
        if await self.pauses.current() is None:
            return False
        entry = AuditEntry(admin_id, Act.PAUSE_ENDED)
        recorder.record(self.pauses.end(), self.audit.note(entry))
        self.current.know(None)
        return True
