"""Who acts for a policyholder: administrators make the links, see who took them, and revoke."""

from dataclasses import dataclass

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.domain.spelling import tidy
from bot.domain.start_link import HrRoleStart, read_start
from bot.form.desk import Desk, DeskButton, DeskPress
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.company.make_hr_link import MakeHrLink
from bot.use_cases.company.revoke_hr import RevokeHr
from bot.use_cases.company.take_hr_role import TakeHrRole
from bot.use_cases.ports.hr import HrPeople, Policyholders
from handlers.filters import command
from handlers.links import BotLink
from handlers.said import Hint, Note, Said
from handlers.staff.companies import company_key, company_of
from handlers.staff.filters import AtDesk, IsAdmin
from handlers.staff.hr_menu import menu_of
from handlers.talk import Talk

NAMED_AT_MOST = 10
"""Companies offered when a name fits several."""


@dataclass(frozen=True, slots=True)
class HrRoles:
    """What giving and taking the role needs."""

    policyholders: Policyholders
    people: HrPeople
    make_link: MakeHrLink
    take: TakeHrRole
    revoke: RevokeHr
    bot_link: BotLink


def router() -> Router:
    """Take «/hr СТРАХОВАТЕЛЬ», «Отозвать» and the one-time links."""
    routes = Router(name="hr roles")
    routes.message.register(offer_link, command("hr", magic=F.args), IsAdmin())
    routes.callback_query.register(revoke, AtDesk(Desk.ADMIN, "unhr"), IsAdmin())
    by_link = CommandStart(deep_link=True, ignore_case=True, magic=F.args.startswith("hr_"))
    routes.message.register(take_role, by_link)
    return routes


async def offer_link(
    message: Message,  # noqa: ARG001 - aiogram passes the event
    command: CommandObject,
    talk: Talk,
    hr_roles: HrRoles,
) -> Said:
    """Make a link if the name means one company."""
    asked = command.args or ""
    named = await hr_roles.policyholders.named_like(asked)
    if len(named) != 1:
        return (Note(_which_company(asked, named)),)
    [company] = named
    link = hr_roles.bot_link(hr_roles.make_link(talk.record, talk.chat_id, company))
    serving = await hr_roles.people.of(company)
    rows = tuple((revoke_button(user_id, company),) for user_id in serving)
    told = Prompt("hr-link", {"company": company, "link": link, "count": len(serving)})
    return (Note(told, Keyboard(rows)),)


async def take_role(
    message: Message, command: CommandObject, talk: Talk, hr_roles: HrRoles
) -> Said:
    started = read_start(command.args)
    if not isinstance(started, HrRoleStart) or message.from_user is None:
        return (Note(Prompt("hr-link-dead")),)
    name = tidy(message.from_user.full_name)
    company = await hr_roles.take(talk.record, talk.chat_id, name, started.token)
    if company is None:
        return (Note(Prompt("hr-link-dead")),)
    welcome = Prompt("hr-welcome", {"company": company})
    return (Note(welcome), menu_of(company))


async def revoke(query: CallbackQuery, press: DeskPress, talk: Talk, hr_roles: HrRoles) -> Said:  # noqa: ARG001 - aiogram passes the event
    user_id, _, key = press.value.partition(".")
    person = await hr_roles.people.find(int(user_id))
    company = None if person is None else company_of(key, person.policyholders)
    if company is None or not await hr_roles.revoke(
        talk.record, talk.chat_id, int(user_id), company, talk.cause
    ):
        return (Hint(Prompt("hr-revoked-already"), alert=True),)
    return (Hint(Prompt("done")), Note(Prompt("hr-revoked", {"company": company})))


def revoke_button(user_id: int, company: str) -> DeskButton:
    value = f"{user_id}.{company_key(company)}"
    return DeskButton("button-hr_revoke", Desk.ADMIN, "unhr", value, {"user": str(user_id)})


def _which_company(asked: str, named: tuple[str, ...]) -> Prompt:
    if not named:
        return Prompt("hr-no-company", {"name": asked})
    return Prompt("hr-which-company", {"names": "\n".join(named[:NAMED_AT_MOST])})
