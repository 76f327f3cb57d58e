"""A link as a QR code and as a poster, ready for print."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.form.desk import Awaited, Desk, DeskButton
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.ports.company_progress import HrContacts
from bot.use_cases.ports.hr import HrPerson
from bot.use_cases.ports.invitations import Invitation, Invitations
from handlers.links import BotLink
from handlers.said import Ask, Attachment, Hint, Said
from handlers.staff.filters import AtDesk, AwaitedAtDesk, IsHr, OfLink, own_link
from handlers.staff.invitations import link_of
from handlers.talk import Talk

QR, POSTER = "link-qr", "link-poster"
"""Recipes; both are made of `about_link`."""
CONTACT = "link_contact"
"""What the desk awaits where the registry names nobody."""
LONGEST_CONTACT = 100


@dataclass(frozen=True, slots=True)
class PrintDesk:
    """What the files of a link need."""

    invitations: Invitations
    contacts: HrContacts
    bot_link: BotLink


def router() -> Router:
    """Take the two buttons under a link, and the contact where it must be asked."""
    routes = Router(name="link files")
    routes.callback_query.register(give_qr, AtDesk(Desk.HR, "qr"), IsHr(), OfLink())
    routes.callback_query.register(give_poster, AtDesk(Desk.HR, "poster"), IsHr(), OfLink())
    routes.message.register(take_contact, AwaitedAtDesk(Desk.HR, CONTACT), IsHr())
    return routes


async def give_qr(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    invitation: Invitation,
    print_desk: PrintDesk,
) -> Said:
    caption = Prompt("hr-qr-caption", {"campaign": invitation.campaign})
    about = about_link(invitation, print_desk.bot_link)
    return Hint(Prompt("hr-drawing")), Attachment(QR, caption, about)


async def give_poster(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    invitation: Invitation,
    talk: Talk,
    print_desk: PrintDesk,
) -> Said:
    contact = await print_desk.contacts.of(invitation.policyholder)
    if contact is None:
        return (_ask_contact(talk, invitation.id),)
    return Hint(Prompt("hr-drawing")), _poster(invitation, contact, print_desk)


async def take_contact(
    message: Message, awaited: Awaited, talk: Talk, hr: HrPerson, print_desk: PrintDesk
) -> Said:
    contact = " ".join((message.text or "").split())
    invitation = await own_link(awaited.data["invitation"], hr, print_desk.invitations)
    if invitation is None:
        return (Ask(Prompt("hr-not-yours"), instead=True),)
    if not 0 < len(contact) <= LONGEST_CONTACT:
        return (_ask_contact(talk, invitation.id, "long" if contact else "none"),)
    return (_poster(invitation, contact, print_desk),)


def about_link(invitation: Invitation, bot_link: BotLink) -> Mapping[str, str]:
    """Say what a file is about, to be kept until it is sent."""
    return {
        "link": link_of(invitation, bot_link),
        "company": invitation.policyholder,
        "campaign": invitation.campaign,
        "kind": invitation.policy_kind.value,
        "policy": "known" if invitation.policy_number else "asked",
    }


def _poster(invitation: Invitation, contact: str, desk: PrintDesk) -> Attachment:
    caption = Prompt("hr-poster-caption", {"campaign": invitation.campaign, "contact": contact})
    about = about_link(invitation, desk.bot_link)
    return Attachment(POSTER, caption, {**about, "contact": contact})


def _ask_contact(talk: Talk, invitation_id: str, fault: str = "none") -> Ask:
    talk.await_at_desk(Awaited(Desk.HR, CONTACT, {"invitation": invitation_id}))
    back = DeskButton("button-hr_to_link", Desk.HR, "link", invitation_id)
    asked = Prompt("hr-poster-contact", {"fault": fault, "longest": str(LONGEST_CONTACT)})
    return Ask(asked, instead=True, keyboard=Keyboard(((back,),)))
