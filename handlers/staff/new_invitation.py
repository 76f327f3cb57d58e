"""HR makes a link in three questions: policy, name, term."""

from collections.abc import Mapping

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.domain.policy import PolicyKind, policy_number
from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import meant, phrases
from bot.form.desk import Awaited, Desk, DeskButton, DeskPress
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.company.make_invitation import Wish
from bot.use_cases.ports.hr import HrPerson
from handlers.said import Ask, Hint, Note, Said
from handlers.staff.filters import AtDesk, AwaitedAtDesk, IsHr, OfCompany
from handlers.staff.hr_menu import back_to_menu, revoked
from handlers.staff.invitations import LinkDesk, link_screen
from handlers.talk import Talk

POLICY, NAME, TERM = "link_policy", "link_name", "link_term"
"""The three questions, as what the desk awaits and as the acts of their buttons."""
TERMS = {"30": "days", "90": "days", "365": "year", "0": "endless"}
"""Days a link may be good for, and how they are called; 0 is for ever."""
WORDS = {
    "30": phrases("30; 30 дней; месяц; 1 месяц; на месяц"),
    "90": phrases("90; 90 дней; 3 месяца; три месяца; квартал"),
    "365": phrases("365; 365 дней; год; 1 год; на год"),
    "0": phrases("бессрочно; без срока; навсегда; всегда"),
}
"""How people type the captions of the terms."""
LONGEST_NAME = 40


def router() -> Router:
    """Take the questions in their order; each answer is a text or a button."""
    routes = Router(name="new invitation")
    routes.callback_query.register(ask_policy, AtDesk(Desk.HR, "new_link"), IsHr(), OfCompany())
    routes.callback_query.register(without_policy, AtDesk(Desk.HR, POLICY), IsHr())
    routes.message.register(take_policy, AwaitedAtDesk(Desk.HR, POLICY), IsHr())
    routes.callback_query.register(without_name, AtDesk(Desk.HR, NAME), IsHr())
    routes.message.register(take_name, AwaitedAtDesk(Desk.HR, NAME), IsHr())
    routes.callback_query.register(take_term, AtDesk(Desk.HR, TERM), IsHr())
    routes.message.register(take_typed_term, AwaitedAtDesk(Desk.HR, TERM), IsHr())
    return routes


async def ask_policy(query: CallbackQuery, company: str, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (_ask_policy(talk, company),)


async def take_policy(
    message: Message, awaited: Awaited, talk: Talk, hr: HrPerson, link_desk: LinkDesk
) -> Said:
    """Take a number only if it is of this company, so that no link leads people astray."""
    company = awaited.data["company"]
    if not hr.acts_for(company):
        return (Note(Prompt("hr-role-ended", {"company": company})),)
    try:
        number = policy_number(message.text or "")
    except InvalidAnswer:
        return (_ask_policy(talk, company, "unreadable"),)
    kind = await link_desk.policies.kind_of(company, number)
    if kind is None:
        return (_ask_policy(talk, company, "unknown"),)
    return (_ask_name(talk, {"company": company, "policy": number, "kind": kind}),)


async def without_policy(query: CallbackQuery, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    if talk.awaited is None or talk.awaited.act != POLICY:
        return (_too_late(),)
    kind = PolicyKind.HEALTH.value
    return (_ask_name(talk, {"company": talk.awaited.data["company"], "kind": kind}),)


async def take_name(message: Message, awaited: Awaited, talk: Talk) -> Said:
    name = " ".join((message.text or "").split())
    if not 0 < len(name) <= LONGEST_NAME:
        return (_ask_name(talk, awaited.data, "long" if name else "no-text"),)
    return (_ask_term(talk, {**awaited.data, "name": name}),)


async def without_name(query: CallbackQuery, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    if talk.awaited is None or talk.awaited.act != NAME:
        return (_too_late(),)
    name = f"{talk.today:%d.%m.%Y}"
    return (_ask_term(talk, {**talk.awaited.data, "name": name}),)


async def take_term(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    press: DeskPress,
    talk: Talk,
    hr: HrPerson,
    link_desk: LinkDesk,
) -> Said:
    if talk.awaited is None or talk.awaited.act != TERM or press.value not in TERMS:
        return (_too_late(),)
    if not hr.acts_for(talk.awaited.data["company"]):
        return (revoked(),)
    return Hint(Prompt("done")), _made(talk, talk.awaited.data, press.value, link_desk)


async def take_typed_term(
    message: Message, awaited: Awaited, talk: Talk, hr: HrPerson, link_desk: LinkDesk
) -> Said:
    company, days = awaited.data["company"], typed_term(message.text or "")
    if not hr.acts_for(company):
        return (Note(Prompt("hr-role-ended", {"company": company})),)
    if days is None:
        return (_ask_term(talk, awaited.data, "unknown"),)
    return (_made(talk, awaited.data, days, link_desk),)


def typed_term(text: str) -> str | None:
    """Find the days of a term in words, as `TERMS` has them; None for anything else."""
    return meant(text, WORDS)


def _made(talk: Talk, answers: Mapping[str, str], days: str, desk: LinkDesk) -> Ask:
    wish = Wish(
        policyholder=answers["company"],
        policy_kind=PolicyKind(answers["kind"]),
        policy_number=answers.get("policy"),
        campaign=answers["name"],
        days=int(days) or None,
    )
    invitation = desk.make(talk.record, talk.chat_id, wish)
    return link_screen(invitation, talk, desk.bot_link)


def _ask_policy(talk: Talk, company: str, fault: str = "none") -> Ask:
    talk.await_at_desk(Awaited(Desk.HR, POLICY, {"company": company}))
    rows = (
        (DeskButton("button-hr_no_policy", Desk.HR, POLICY),),
        back_to_menu(company),
    )
    asked = Prompt("hr-new-link-policy", {"company": company, "fault": fault})
    return Ask(asked, instead=True, keyboard=Keyboard(rows))


def _ask_name(talk: Talk, known: Mapping[str, str], fault: str = "none") -> Ask:
    talk.await_at_desk(Awaited(Desk.HR, NAME, known))
    rows = (
        (DeskButton("button-hr_no_name", Desk.HR, NAME),),
        back_to_menu(known["company"]),
    )
    asked = Prompt("hr-new-link-name", {"fault": fault, "longest": str(LONGEST_NAME)})
    return Ask(asked, instead=True, keyboard=Keyboard(rows))


def _ask_term(talk: Talk, known: Mapping[str, str], fault: str = "none") -> Ask:
    talk.await_at_desk(Awaited(Desk.HR, TERM, known))
    terms = (
        DeskButton("button-hr_term", Desk.HR, TERM, days, {"days": days, "term": name})
        for days, name in TERMS.items()
    )
    rows = (*((one,) for one in terms), back_to_menu(known["company"]))
    return Ask(Prompt("hr-new-link-term", {"fault": fault}), instead=True, keyboard=Keyboard(rows))


def _too_late() -> Hint:
    """Answer a button of a question that something else has ended."""
    return Hint(Prompt("hr-link-begun-anew"), alert=True)
