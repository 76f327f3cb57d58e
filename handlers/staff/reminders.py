"""«Напомнить незакончившим»: who would be reminded, and doing it."""

from dataclasses import dataclass
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.form.desk import Desk, DeskButton
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.limits import Limits
from bot.use_cases.ports.hr import HrPerson
from bot.use_cases.ports.reminders import Outlook
from bot.use_cases.reminders.remind_unfinished import RemindUnfinished
from handlers.moments import again_at
from handlers.said import Ask, Hint, Said
from handlers.staff.companies import company_key
from handlers.staff.filters import AtDesk, IsHr, OfCompany
from handlers.staff.hr_menu import back_to_menu
from handlers.talk import Talk


@dataclass(frozen=True, slots=True)
class ReminderDesk:
    """What reminding needs."""

    remind: RemindUnfinished
    limits: Limits


def router() -> Router:
    """Take the button of the menu and its confirmation."""
    routes = Router(name="reminders")
    routes.callback_query.register(ask_to_remind, AtDesk(Desk.HR, "remind"), IsHr(), OfCompany())
    routes.callback_query.register(remind, AtDesk(Desk.HR, "remind_now"), IsHr(), OfCompany())
    return routes


async def ask_to_remind(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    company: str,
    reminder_desk: ReminderDesk,
) -> Said:
    outlook = await reminder_desk.remind.outlook(company)
    now = DeskButton("button-hr_remind_now", Desk.HR, "remind_now", company_key(company))
    rows = ((now,), back_to_menu(company)) if outlook.due else (back_to_menu(company),)
    told = Prompt("hr-remind", _numbers(outlook) | _rules(reminder_desk.limits))
    return (Ask(told, instead=True, keyboard=Keyboard(rows)),)


async def remind(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    company: str,
    talk: Talk,
    hr: HrPerson,
    reminder_desk: ReminderDesk,
) -> Said:
    """A second tap, and another HR person at the same time, find nobody to be reminded."""
    outlook, begins = await reminder_desk.remind(talk.record, hr.user_id, company)
    if not outlook.due:
        nobody = Prompt("hr-nobody-to-remind", {"recently": outlook.recently})
        return (Hint(nobody, alert=True),)
    told = _planned(outlook, begins, talk)
    keyboard = Keyboard((back_to_menu(company),))
    return Hint(Prompt("done")), Ask(told, instead=True, keyboard=keyboard)


def _planned(outlook: Outlook, begins: datetime, talk: Talk) -> Prompt:
    moment = again_at("hr-reminded", begins, talk)
    return Prompt(moment.text_id, {**moment.args, **_numbers(outlook)})


def _numbers(outlook: Outlook) -> dict[str, str | int]:
    return {
        "count": outlook.due,
        "recently": outlook.recently,
        "unreachable": outlook.unreachable,
    }


def _rules(limits: Limits) -> dict[str, str | int]:
    return {
        "days": limits.reminder_days,
        "begins": str(limits.reminder_from_hour),
        "ends": str(limits.reminder_until_hour),
    }
