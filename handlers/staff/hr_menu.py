"""«/hr»: what an HR person can do for their company."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.form.desk import Desk, DeskButton
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.ports.hr import HrPerson
from bot.use_cases.ports.phone_requests import PhoneRequests
from handlers.filters import command
from handlers.said import Ask, Hint, Note, Said
from handlers.staff.companies import company_key
from handlers.staff.filters import AtDesk, IsAdmin, IsHr, OfCompany

ENTRIES = ("links", "new_link", "progress", "remind", "phones")
"""What the menu offers; each is the act of a button and names its caption."""


def router() -> Router:
    """Take «/hr» and the way back to the menu."""
    routes = Router(name="hr menu")
    routes.message.register(open_menu, command("hr"), IsHr())
    routes.message.register(explain, command("hr"), IsAdmin())
    routes.callback_query.register(show_menu, AtDesk(Desk.HR, "menu"), IsHr(), OfCompany())
    return routes


async def open_menu(message: Message, hr: HrPerson, phone_requests: PhoneRequests) -> Said:  # noqa: ARG001 - aiogram passes the event
    if len(hr.policyholders) > 1:
        return (choose_company(hr.policyholders),)
    return (await _menu(hr, hr.policyholders[0], phone_requests),)


async def explain(message: Message) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Note(Prompt("hr-usage")),)


async def show_menu(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    company: str,
    hr: HrPerson,
    phone_requests: PhoneRequests,
) -> Said:
    return (await _menu(hr, company, phone_requests),)


def choose_company(policyholders: Sequence[str]) -> Ask:
    rows = tuple(
        (DeskButton("button-hr_company", Desk.HR, "menu", company_key(name), {"company": name}),)
        for name in policyholders
    )
    return Ask(Prompt("hr-choose-company"), instead=True, keyboard=Keyboard(rows))


async def _menu(hr: HrPerson, company: str, phone_requests: PhoneRequests) -> Ask:
    return menu_of(company, len(await phone_requests.open_for(hr.user_id, company)))


def menu_of(company: str, requests: int = 0) -> Ask:
    """The menu, with the number of requests that wait."""
    key, count = company_key(company), {"count": requests}
    entries = (DeskButton(f"button-hr_{act}", Desk.HR, act, key) for act in ENTRIES)
    asked = DeskButton("button-hr_requests", Desk.HR, "requests", key, count)
    rows = tuple((one,) for one in (*entries, asked))
    menu = Prompt("hr-menu", {"company": company})
    return Ask(menu, instead=True, keyboard=Keyboard(rows))


def back_to_menu(company: str) -> tuple[DeskButton, ...]:
    """The last row of every screen of the desk."""
    return (DeskButton("button-hr_menu", Desk.HR, "menu", company_key(company)),)


def revoked() -> Hint:
    """Answer a button of a company that the person no longer acts for."""
    return Hint(Prompt("hr-not-yours"), alert=True)
