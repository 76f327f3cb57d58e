"""The registry check and what follows from it; no answer tells which field did not match."""

from dataclasses import dataclass, replace

import structlog

from bot.form.draft import Draft
from bot.form.keyboards import Keyboard, keyboard_for
from bot.form.order import forget, pass_gates
from bot.form.prompts import Prompt, contact_of_hr
from bot.form.replacement import Approval, Replacement
from bot.form.step import StepId
from bot.use_cases.company.find_hr_contact import FindHrContact
from bot.use_cases.number_change.recall_request import RecallRequest
from bot.use_cases.pin.outcomes import (
    BudgetSpent,
    HrOnly,
    PinKept,
    PinLimit,
    PinOrdered,
    PinPause,
    PinRefused,
)
from bot.use_cases.pin.send_pin import SendPin
from bot.use_cases.ports.tallies import Count, Source, Tally
from bot.use_cases.registry.check_registry import (
    AlreadyRegistered,
    Attempt,
    Busy,
    CheckRegistry,
    Matched,
    NotFound,
    Outcome,
    PhoneToReplace,
    TooOften,
)
from bot.use_cases.registry.counts import counted_as
from bot.use_cases.registry.in_force import NotInForce
from handlers.moments import again_at
from handlers.said import Ask, Hint, Said
from handlers.screens import Screens
from handlers.talk import Talk

log = structlog.get_logger("handlers.registry")


@dataclass(frozen=True, slots=True)
class RegistryDesk:
    """Asks the registry once everything is typed, and orders the PIN."""

    check_registry: CheckRegistry
    send_pin: SendPin
    recall: RecallRequest
    tally: Tally
    screens: Screens
    hr_contact: FindHrContact

    async def check(self, talk: Talk, user_id: int) -> Said:
        attempt = Attempt(user_id, talk.cause, talk.today)
        outcome = await self.check_registry(talk.draft, attempt, talk.record)
        log.info("registry checked", person=talk.chat_id, outcome=counted_as(outcome))
        if not _is_vouched_for(talk, outcome):
            talk.record.record(self.tally.add(Source(talk.chat_id), Count(counted_as(outcome))))
        return await self._follow(talk, outcome)

    async def _follow(self, talk: Talk, outcome: Outcome) -> Said:
        match outcome:
            case Matched():
                talk.draft = replace(talk.draft, replacement=None)
                return await self.order_pin(talk, outcome.insured_id)
            case PhoneToReplace():
                return await self._replace(talk, outcome)
            case AlreadyRegistered():
                return self.already_registered(talk)
            case NotFound():
                return back_to_review(talk, await self._not_found(talk))
            case _:
                return back_to_review(talk, _refusal(talk, outcome, self.screens.insurer.phone))

    async def _not_found(self, talk: Talk) -> Prompt:
        left = await self.check_registry.left_today(talk.chat_id)
        until = None if left else await self.check_registry.closed_until(talk.chat_id)
        return again_at("registry-not-found", until or talk.now, talk, left=left)

    async def _replace(self, talk: Talk, found: PhoneToReplace) -> Said:
        """Go on from what questions have shown, or HR was asked before, or has said."""
        stage = _answered(talk.draft, found) or await self.recall(
            talk.chat_id, found.insured_id, talk.draft.phone or ""
        )
        known = Replacement(found.insured_id, found.policyholder, found.hr_contact, stage)
        talk.draft = pass_gates(replace(talk.draft, replacement=known), StepId.REGISTRY)
        if isinstance(stage, Approval):
            return await self.order_pin(talk, found.insured_id)
        return (Ask(),)

    async def order_pin(self, talk: Talk, insured_id: int) -> Said:
        """Send a PIN to a phone that the registry, control questions or HR vouch for.

        Whoever went back from a PIN that counts comes to it again.
        """
        ordered = await self.send_pin(
            talk.record, talk.chat_id, insured_id, talk.draft.phone or "", talk.cause
        )
        if not isinstance(ordered, PinOrdered | PinKept):
            return back_to_review(talk, await self.pin_refusal(talk, ordered))
        talk.draft = pass_gates(talk.draft, StepId.REGISTRY, StepId.QUESTIONS)
        return (Ask(_former_code(talk, ordered)),)

    async def pin_refusal(self, talk: Talk, refused: PinRefused) -> Prompt:
        """Say why no SMS leaves."""
        match refused:
            case PinPause():
                return again_at("pin-pause", refused.until, talk)
            case PinLimit():
                return again_at("pin-limit", refused.until, talk)
            case BudgetSpent():
                return again_at("pin-later", refused.until, talk)
            case HrOnly():
                return await self.hr_only(talk)

    async def hr_only(self, talk: Talk) -> Prompt:
        """Name who can help: the insurer's support lifts the limit by «/unlock»."""
        known = talk.draft.replacement
        contact = (known and known.hr_contact) or await self.hr_contact(talk.chat_id)
        insurer = {"insurer": self.screens.insurer.phone}
        return Prompt("pin-hr-only", insurer | contact_of_hr(contact))

    def already_registered(self, talk: Talk) -> Said:
        """Offer the cabinet beside the answers, which may be of somebody else in the family."""
        talk.draft = forget(talk.draft, StepId.REVIEW)
        links = self.screens.links("button-log_in", "button-forgot_password")
        rows = (*links.rows, *keyboard_for(StepId.REVIEW, talk.draft, talk.today).rows)
        which = "registration" if talk.draft.adding is None else "adding"
        told = Prompt("registry-already-registered", {"what": which})
        return Hint(Prompt("registry-checked")), Ask(after=told, keyboard=Keyboard(rows))


def _former_code(talk: Talk, ordered: PinOrdered | PinKept) -> Prompt | None:
    """Say that no other code has come; the question says that one has."""
    match ordered:
        case PinKept():
            return again_at("pin-kept", ordered.until, talk)
        case PinOrdered(new_code=False):
            return Prompt("pin-again")
        case _:
            return None


def _is_vouched_for(talk: Talk, outcome: Outcome) -> bool:
    """The contract learns such a number only from the PIN that follows; it was counted before."""
    known = talk.draft.replacement
    vouched = known is not None and isinstance(known.stage, Approval)
    return vouched and isinstance(outcome, PhoneToReplace)


def _answered(draft: Draft, found: PhoneToReplace) -> Approval | None:
    """Right answers that `bot.form.order.forget` has left in the draft, if they fit this row."""
    known = draft.replacement
    if known is None or known.insured_id != found.insured_id:
        return None
    return Approval.QUESTIONS if known.stage is Approval.QUESTIONS else None


def back_to_review(talk: Talk, notice: Prompt) -> Said:
    """Show the answers again, and below them, where it is read first, what is to be said."""
    talk.draft = forget(talk.draft, StepId.REVIEW)
    return Hint(Prompt("registry-checked")), Ask(after=notice)


def not_in_force(outcome: NotInForce) -> Prompt:
    begins = f"{outcome.begins:%d.%m.%Y}" if outcome.begins else ""
    return Prompt("registry-not-in-force", {"term": outcome.term.value, "begins": begins})


def _refusal(talk: Talk, outcome: NotInForce | TooOften | Busy, insurer: str) -> Prompt:
    match outcome:
        case NotInForce():
            return not_in_force(outcome)
        case TooOften():
            return again_at("registry-too-often", outcome.until, talk, insurer=insurer)
        case Busy():
            return again_at("registry-busy", outcome.until, talk)
