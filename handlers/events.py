"""What reaches a conversation from outside: activation, delivery, a long silence."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.form.adding import left
from bot.form.draft import Draft, Unsent
from bot.form.keyboards import NO_MAIL
from bot.form.prompts import Prompt
from bot.form.review import masked
from bot.form.step import StepId
from bot.use_cases.account.events import AccountEvent
from bot.use_cases.account.forget_pending import ForgetPending
from bot.use_cases.company.desk_events import DeskEvent
from bot.use_cases.ports.events import Event
from handlers.activation import activated
from handlers.phone_news import PhoneNews
from handlers.said import Ask, Note, Said, Wipe
from handlers.staff.admin_events import (
    tell_health,
    tell_imported,
    tell_mailed,
    tell_unlocked,
)
from handlers.staff.desk_events import tell_appointed, tell_loaded, tell_revoked
from handlers.staff.phone_lists import tell_list, tell_others
from handlers.staff.phone_requests import PhoneDesk, tell_changed
from handlers.staff.reminded import Reminding
from handlers.staff.uploads import tell_progress
from handlers.talk import Talk

TOLD_STATUSES = frozenset(
    {"delivered", "unreachable", "sim_changed", "number_fault", "rejected", "expired"}
)
LAPSED = "lapsed"
"""The draft has been silent for too long; `version` is that of the silent conversation."""

EventHandler = Callable[[Event, Talk], Awaitable[Said]]


@dataclass(frozen=True, slots=True)
class Events:
    """Finds who handles an event; one that no longer concerns the conversation says nothing."""

    forget_pending: ForgetPending
    reminding: Reminding
    phone_news: PhoneNews
    phone_desk: PhoneDesk

    async def __call__(self, event: Event, talk: Talk) -> Said:
        handlers: Mapping[str, EventHandler] = {
            AccountEvent.ACTIVATED: self._activated,
            AccountEvent.MAIL_REFUSED: self._mail_refused,
            AccountEvent.MAIL_DELAYED: self._mail_delayed,
            "sms_status": self._sms_status,
            "sms_failed": self._sms_failed,
            "sms_uncertain": self._sms_uncertain,
            LAPSED: self._lapsed,
            DeskEvent.HR_APPOINTED: tell_appointed,
            DeskEvent.HR_REVOKED: tell_revoked,
            DeskEvent.REMIND: self.reminding.carry_on,
            DeskEvent.REMINDER: self.reminding.say,
            DeskEvent.PHONE_REQUESTED: self.phone_desk.tell_requested,
            DeskEvent.PHONE_CHANGED: tell_changed,
            DeskEvent.PHONES_ENDED: tell_list,
            DeskEvent.PHONES_UPLOADED: tell_others,
            DeskEvent.PHONES_LOADED: tell_loaded,
            DeskEvent.PHONE_OVERRULED: self.phone_news.overruled,
            DeskEvent.PHONES_CORRECTED: self.phone_news.corrected,
            DeskEvent.PHONE_CONFIRMED: self.phone_news.confirmed,
            DeskEvent.PHONE_REFUSED: self.phone_news.refused,
            DeskEvent.PHONE_NOT_NEEDED: self.phone_news.not_needed,
            DeskEvent.PHONE_SUPERSEDED: self.phone_news.superseded,
            DeskEvent.PHONE_EXPIRED: self.phone_news.expired,
            DeskEvent.IMPORT_ADVANCED: tell_progress,
            DeskEvent.IMPORT_ENDED: tell_imported,
            DeskEvent.CHECKED_UP: tell_health,
            DeskEvent.UNLOCKED: tell_unlocked,
            DeskEvent.MAIL_RESENT: tell_mailed,
        }
        return await handlers[event.kind](event, talk)

    async def _activated(self, event: Event, talk: Talk) -> Said:  # noqa: ARG002 - an EventHandler
        return activated(talk) if talk.due is StepId.ACTIVATION else ()

    async def _mail_refused(self, event: Event, talk: Talk) -> Said:
        talk.draft = _refused(talk.draft, event.data["email"])
        return _about_mail("mail-refused", event, talk)

    async def _mail_delayed(self, event: Event, talk: Talk) -> Said:
        return _about_mail("mail-delayed", event, talk)

    async def _sms_status(self, event: Event, talk: Talk) -> Said:
        status = event.data["status"]
        if talk.due is not StepId.PIN or status not in TOLD_STATUSES:
            return ()
        if status == "delivered":
            return (_delivered(talk),)
        return (Ask(Prompt(f"sms-{status}")),)

    async def _sms_failed(self, event: Event, talk: Talk) -> Said:
        if talk.due is not StepId.PIN:
            return ()
        return (Ask(Prompt(f"sms-failed-{event.data['reason']}")),)

    async def _sms_uncertain(self, event: Event, talk: Talk) -> Said:  # noqa: ARG002 - an EventHandler
        return (Ask(Prompt("sms-uncertain")),) if talk.due is StepId.PIN else ()

    async def _lapsed(self, event: Event, talk: Talk) -> Said:
        if talk.due is None or talk.version != event.data["version"]:
            return ()
        await self.forget_pending(talk.record, talk.chat_id)
        has_account = StepId.RULES in talk.draft.passed  # also while its e-mail is corrected
        lapsed = StepId.ACTIVATION if has_account else talk.due
        talk.draft, talk.decision = replace(left(talk.draft), lapsed=lapsed), None
        return (Wipe(),)


def _refused(draft: Draft, email: str) -> Draft:
    """Remember it of this address, also while the person corrects it or has just done so."""
    aside = draft.aside and _refused(draft.aside, email)
    is_meant = masked(draft).get("email") == email
    return replace(draft, aside=aside, unsent=Unsent() if is_meant else draft.unsent)


def _delivered(talk: Talk) -> Ask | Note:
    """Beside a question that stands alone; a refusal above it must still be read."""
    told = Prompt("sms-delivered")
    return Note(told) if talk.draft.noticed else Ask(told, in_place=True)


def _about_mail(text_id: str, event: Event, talk: Talk) -> Said:
    if talk.due is not StepId.ACTIVATION:
        return ()
    return (Ask(Prompt(text_id, {"email": event.data["email"]}), instead=True, keyboard=NO_MAIL),)
