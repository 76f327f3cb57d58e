"""Whom of HR somebody may ask who has nobody else to ask."""

from dataclasses import dataclass

from bot.use_cases.ports.company_progress import HrContacts
from bot.use_cases.ports.invitations import Attributions


@dataclass(frozen=True, slots=True)
class FindHrContact:
    """By the company whose link led the person here, or whose registry row was found."""

    attributions: Attributions
    contacts: HrContacts

    async def __call__(self, chat_id: int) -> str | None:
        """Return the contact of the registry; None where company or contact are unknown."""
        attribution = await self.attributions.of_chat(chat_id)
        return None if attribution is None else await self.contacts.of(attribution.policyholder)
