"""What HR has decided about a person's new number, as it reaches the person's chat."""

from dataclasses import dataclass, replace

from bot.form.draft import Draft
from bot.form.replacement import Approval, Replacement, SentToHr, Waiting
from bot.form.step import StepId
from bot.use_cases.ports.events import Event
from bot.use_cases.ports.registry import Registry
from handlers.registry import RegistryDesk
from handlers.said import Ask, Said
from handlers.talk import Talk


@dataclass(frozen=True, slots=True)
class PhoneNews:
    """Speaks only to a conversation that still waits for what has happened.

    Any other one finds HR's word when its number is checked again.
    """

    registry: RegistryDesk
    known: Registry

    async def corrected(self, event: Event, talk: Talk) -> Said:  # noqa: ARG002 - an EventHandler
        """Go on as after HR's word if the registry has come to know the number meanwhile."""
        known = talk.draft.replacement
        if talk.due is not StepId.QUESTIONS or known is None:
            return ()
        if isinstance(known.stage, Approval) or not await self._is_known(known, talk.draft):
            return ()
        talk.draft = replace(talk.draft, replacement=replace(known, stage=Approval.HR))
        return (Ask(),)

    async def confirmed(self, event: Event, talk: Talk) -> Said:
        """Offer the PIN; no SMS leaves before the press, for the person may be away."""
        known = _awaited(talk.draft, event)
        talk.draft = _ended(talk.draft, event, Approval.HR)
        return (Ask(),) if known is not None and talk.due is StepId.QUESTIONS else ()

    async def refused(self, event: Event, talk: Talk) -> Said:
        return _over(_awaited(talk.draft, event), event, talk, SentToHr.REFUSED)

    async def superseded(self, event: Event, talk: Talk) -> Said:
        """Another chat has the last word, be it about a number that HR had confirmed here."""
        return _taken_back(event, talk, SentToHr.SUPERSEDED)

    async def overruled(self, event: Event, talk: Talk) -> Said:
        """HR has put another number into the contract than the one that was asked for here."""
        return _taken_back(event, talk, SentToHr.OVERRULED)

    async def expired(self, event: Event, talk: Talk) -> Said:
        """HR may have answered in the last moment, while nobody carried it here."""
        known = _awaited(talk.draft, event)
        if known is not None and await self._is_confirmed(talk, known):
            return await self.confirmed(event, talk)
        return _over(known, event, talk, SentToHr.UNANSWERED)

    async def not_needed(self, event: Event, talk: Talk) -> Said:
        if _awaited(talk.draft, event) is None or talk.due is not StepId.QUESTIONS:
            return ()
        return self.registry.already_registered(talk)

    async def _is_known(self, known: Replacement, draft: Draft) -> bool:
        return draft.phone is not None and await self.known.phone(known.insured_id) == draft.phone

    async def _is_confirmed(self, talk: Talk, known: Replacement) -> bool:
        phone = talk.draft.phone or ""
        said = await self.registry.recall(talk.chat_id, known.insured_id, phone)
        return said is Approval.HR


def _taken_back(event: Event, talk: Talk, why: SentToHr) -> Said:
    known = talk.draft.replacement
    if known is None or known.stage is not Approval.HR:
        return _over(_awaited(talk.draft, event), event, talk, why)
    if talk.due is not StepId.QUESTIONS:
        return ()
    talk.draft = replace(talk.draft, replacement=replace(known, stage=why))
    return (Ask(),)


def _over(known: Replacement | None, event: Event, talk: Talk, why: SentToHr) -> Said:
    """Leave the person with HR's contact and the choice of another number."""
    talk.draft = _ended(talk.draft, event, why)
    return (Ask(),) if known is not None and talk.due is StepId.QUESTIONS else ()


def _awaited(draft: Draft, event: Event) -> Replacement | None:
    known = draft.replacement
    stage = known and known.stage
    if not isinstance(stage, Waiting) or stage.request_id != event.data["request"]:
        return None
    return known


def _ended(draft: Draft, event: Event, stage: Approval | SentToHr) -> Draft:
    """The draft after a request is over, also the one that waits while an answer is edited."""
    known = _awaited(draft, event)
    kept = draft.replacement if known is None else replace(known, stage=stage)
    aside = draft.aside and _ended(draft.aside, event, stage)
    return replace(draft, replacement=kept, aside=aside)
