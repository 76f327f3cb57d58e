"""Links that HR shares: the list, one link, closing it."""

from dataclasses import dataclass

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.moscow import today
from bot.domain.start_link import invitation_payload
from bot.form.desk import Desk, DeskButton, DeskPress
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.company.make_invitation import MakeInvitation
from bot.use_cases.company.revoke_invitation import RevokeInvitation
from bot.use_cases.ports.hr import HrPerson
from bot.use_cases.ports.invitations import Invitation, Invitations, Policies
from handlers.links import BotLink
from handlers.said import Ask, Hint, Said
from handlers.staff.companies import company_key
from handlers.staff.filters import AtDesk, IsHr, OfCompany, OfLink
from handlers.staff.hr_menu import back_to_menu, revoked
from handlers.talk import Talk

LINK_ACTS = ("qr", "poster", "close")
"""What can be done with a link; each is the act of a button and names its caption."""
SHOWN_AT_MOST = 20
"""Newest links that the list offers; a keyboard takes 100 buttons (Bot API)."""


@dataclass(frozen=True, slots=True)
class LinkDesk:
    """What making, showing and closing links needs."""

    policies: Policies
    make: MakeInvitation
    revoke: RevokeInvitation
    bot_link: BotLink


def router() -> Router:
    """Take the list of links and what can be done with one."""
    routes = Router(name="invitations")
    routes.callback_query.register(list_links, AtDesk(Desk.HR, "links"), IsHr(), OfCompany())
    routes.callback_query.register(show_link, AtDesk(Desk.HR, "link"), IsHr(), OfLink())
    routes.callback_query.register(ask_to_close, AtDesk(Desk.HR, "close"), IsHr(), OfLink())
    routes.callback_query.register(close, AtDesk(Desk.HR, "closed"), IsHr())
    return routes


async def list_links(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    company: str,
    talk: Talk,
    invitations: Invitations,
) -> Said:
    return (await _all_of(company, talk, invitations),)


async def show_link(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    invitation: Invitation,
    talk: Talk,
    link_desk: LinkDesk,
) -> Said:
    return (link_screen(invitation, talk, link_desk.bot_link),)


async def ask_to_close(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    invitation: Invitation,
) -> Said:
    rows = (
        (DeskButton("button-hr_closed", Desk.HR, "closed", invitation.id),),
        (DeskButton("button-hr_keep", Desk.HR, "link", invitation.id),),
    )
    asked = Prompt("hr-close-link", {"campaign": invitation.campaign})
    return (Ask(asked, instead=True, keyboard=Keyboard(rows)),)


async def close(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    press: DeskPress,
    talk: Talk,
    hr: HrPerson,
    link_desk: LinkDesk,
) -> Said:
    invitation = await link_desk.revoke(talk.record, hr, press.value)
    if invitation is None:
        return (revoked(),)
    told = Prompt("hr-link-closed", {"campaign": invitation.campaign})
    keyboard = Keyboard((back_to_menu(invitation.policyholder),))
    return Hint(Prompt("done")), Ask(told, instead=True, keyboard=keyboard)


def link_screen(invitation: Invitation, talk: Talk, bot_link: BotLink) -> Ask:
    """Show a link ready to be copied, and how many came by it."""
    ends = invitation.expires_at
    told = Prompt(
        "hr-link-screen",
        {
            "campaign": invitation.campaign,
            "kind": invitation.policy_kind.value,
            "link": link_of(invitation, bot_link),
            "uses": invitation.uses,
            "term": _term(invitation, talk),
            "until": "" if ends is None else f"{today(ends):%d.%m.%Y}",
            "policy": "known" if invitation.policy_number else "asked",
        },
    )
    rows = (
        *((DeskButton(f"button-hr_{act}", Desk.HR, act, invitation.id),) for act in LINK_ACTS),
        (DeskButton("button-hr_links", Desk.HR, "links", company_key(invitation.policyholder)),),
    )
    return Ask(told, instead=True, keyboard=Keyboard(rows))


def link_of(invitation: Invitation, bot_link: BotLink) -> str:
    """Return the address; only of a link that was not closed.

    Raises:
        LookupError: it was.
    """
    if invitation.token is None:
        raise LookupError("a closed link has no address")
    return bot_link(invitation_payload(invitation.token))


async def _all_of(company: str, talk: Talk, invitations: Invitations) -> Ask:
    found = await invitations.of(company)
    rows = tuple((_listed(one, talk),) for one in found[:SHOWN_AT_MOST])
    new = DeskButton("button-hr_new_link", Desk.HR, "new_link", company_key(company))
    told = Prompt("hr-links", {"company": company, "count": len(found)})
    return Ask(told, instead=True, keyboard=Keyboard((*rows, (new,), back_to_menu(company))))


def _listed(invitation: Invitation, talk: Talk) -> DeskButton:
    args = {"campaign": invitation.campaign, "term": _term(invitation, talk)}
    return DeskButton("button-hr_one_link", Desk.HR, "link", invitation.id, args)


def _term(invitation: Invitation, talk: Talk) -> str:
    if invitation.expires_at is None:
        return "endless"
    return "open" if invitation.is_open(talk.now) else "over"
