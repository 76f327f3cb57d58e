"""Keep the proof that a person agreed to a text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.ports.consents import Agreement, Consent, Consents
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """Records who agreed to exactly which text; `random` gives as many random bytes as asked."""

    consents: Consents
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]

    async def __call__(
        self,
        recorder: Recorder,
        chat_id: int,
        agreement: Agreement,
        cause: int,
    ) -> str:
        """Return the id of the consent; `cause` is the update that carried it."""
        consent = Consent(
            id=self.random(16).hex(),
            kind=agreement.kind,
            version=agreement.text.version,
            sha256=agreement.text.sha256,
            chat_id=chat_id,
            role=agreement.role,
            update_id=cause,
            at=self.clock(),
        )
        recorder.record(self.consents.add(consent))
        return consent.id
