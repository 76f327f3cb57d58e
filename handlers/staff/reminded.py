"""What a person is reminded of who began and did not finish, and how to be left alone."""

from dataclasses import dataclass
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.form.desk import Desk, DeskButton
from bot.form.draft import Draft
from bot.form.keyboards import Action, Button, Keyboard
from bot.form.order import questions_left
from bot.form.prompts import Prompt
from bot.form.replacement import Waiting
from bot.form.review import masked
from bot.form.step import StepId
from bot.use_cases.ports.events import Event
from bot.use_cases.ports.reminders import Reminders
from bot.use_cases.reminders.deliver_reminder import DeliverReminder
from bot.use_cases.reminders.jobs import Batch
from bot.use_cases.reminders.spread_reminders import SpreadReminders
from handlers.said import Ask, Said
from handlers.staff.filters import AtDesk
from handlers.talk import Talk


@dataclass(frozen=True, slots=True)
class Reminding:
    """Carries on what HR has ordered, and says each reminder at its moment."""

    spread: SpreadReminders
    deliver: DeliverReminder

    async def carry_on(self, event: Event, talk: Talk) -> Said:
        """Make jobs of the next people; an `EventHandler`."""
        await self.spread(talk.record, talk.chat_id, Batch.of(event.data))
        return ()

    async def say(self, event: Event, talk: Talk) -> Said:
        """Say nothing to whoever has come to an end, or waits for HR; an `EventHandler`."""
        company, at = event.data["policyholder"], datetime.fromisoformat(event.data["at"])
        due = None if _waits_or_adds(talk.draft) else talk.due
        if due is None or not await self.deliver(talk.record, talk.chat_id, company, at):
            return ()
        rows = ((_way_on(due),), (DeskButton("button-hush", Desk.OWN, "hush"),))
        told = reminder(company, due, talk.draft)
        return (Ask(told, instead=True, keyboard=Keyboard(rows)),)


def router() -> Router:
    """Take «Не напоминать»."""
    routes = Router(name="reminded")
    routes.callback_query.register(hush, AtDesk(Desk.OWN, "hush"))
    return routes


async def hush(query: CallbackQuery, talk: Talk, reminders: Reminders) -> Said:  # noqa: ARG001 - aiogram passes the event
    talk.record.record(reminders.decline(talk.chat_id))
    due = talk.due
    rows = () if due is None else ((_way_on(due),),)
    return (Ask(Prompt("reminders-declined"), instead=True, keyboard=Keyboard(rows)),)


def reminder(company: str, due: StepId, draft: Draft) -> Prompt:
    """Choose the words by how far the person has come, or had come before the wipe."""
    if StepId.RULES in draft.passed:
        return Prompt("reminder-mail", {"company": company, "email": masked(draft)["email"]})
    if draft.lapsed is not None:
        stage = "mail" if draft.lapsed is StepId.ACTIVATION else "form"
        return Prompt("reminder-lapsed", {"company": company, "stage": stage})
    if due is StepId.CONSENT:
        return Prompt("reminder-not-begun", {"company": company})
    return Prompt("reminder-begun", {"company": company, "left": questions_left(draft)})


def _way_on(due: StepId) -> Button:
    action = Action.NO_MAIL if due is StepId.ACTIVATION else Action.RESUME
    return Button(f"button-{action}", action, due)


def _waits_or_adds(draft: Draft) -> bool:
    known = draft.replacement
    return draft.adding is not None or (known is not None and isinstance(known.stage, Waiting))
