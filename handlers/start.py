"""/start, the consent, and the choice between going on and starting anew."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart, Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.domain.start_link import InvitationStart, read_start
from bot.form.adding import begun_anew
from bot.form.choices import Verdict, read_whether_to_go_on
from bot.form.desk import Awaited, Desk
from bot.form.keyboards import Action, resume_keyboard
from bot.form.order import pass_gates, with_preset
from bot.form.prompts import Prompt
from bot.form.step import StepId
from bot.use_cases.account.forget_pending import ForgetPending
from bot.use_cases.account.record_consent import RecordConsent
from bot.use_cases.company.invited_by import InvitedBy, answers_of
from bot.use_cases.company.open_invitation import OpenInvitation
from bot.use_cases.ports.invitations import Invitation
from handlers.consents import ConsentTexts
from handlers.filters import AsShown, At, Pressed, SaysTo
from handlers.said import Ask, Hint, Note, Said, Wipe
from handlers.screens import Screens
from handlers.staff.filters import StaffRole
from handlers.talk import Talk

RESUMING = Awaited(Desk.OWN, "resume")
"""«Продолжим?» was just asked: a word may answer it as the buttons do."""


class Unexplained(Filter):
    """Nothing has been said yet, or everything typed was deleted after a long silence."""

    async def __call__(self, event: TelegramObject, talk: Talk) -> bool:  # noqa: ARG002 - aiogram passes the event
        silent = talk.asked is None or talk.draft.lapsed is not None
        return silent and talk.due is StepId.CONSENT


def router() -> Router:
    """Take what begins a registration."""
    routes = Router(name="start")
    by_link = CommandStart(deep_link=True, ignore_case=True, magic=F.args.startswith("i_"))
    routes.message.register(start_invited, by_link, StaffRole())
    routes.message.register(start, CommandStart(ignore_case=True), StaffRole())
    routes.callback_query.register(agree, At(StepId.CONSENT), Pressed(Action.AGREE), AsShown())
    routes.callback_query.register(go_on, Pressed(Action.RESUME, Action.STAY))
    routes.callback_query.register(start_anew, Pressed(Action.RESTART))
    routes.message.register(go_on_or_not, SaysTo(RESUMING, read_whether_to_go_on))
    routes.message.register(greet, Unexplained())
    routes.callback_query.register(explain_old_button, Unexplained())
    return routes


async def start(
    message: Message,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    screens: Screens,
    invited_by: InvitedBy,
    staff: str,
) -> Said:
    """Greet, or offer to go on: /start never drops what was typed."""
    if talk.due is None or not talk.begun:
        return welcome(talk, screens, await _inviting(talk, invited_by), staff)
    return _resume(talk, talk.due)


def _resume(talk: Talk, due: StepId, after: Prompt | None = None) -> Said:
    talk.await_at_desk(RESUMING)
    resume = Prompt("resume", {"stage": _stage(talk)})
    return (Ask(resume, instead=True, keyboard=resume_keyboard(due), after=after),)


def _stage(talk: Talk) -> str:
    if talk.draft.adding is not None:
        return "adding"
    return "activation" if talk.due is StepId.ACTIVATION else "form"


async def start_invited(  # noqa: PLR0913 - aiogram passes what it has found
    message: Message,
    command: CommandObject,
    talk: Talk,
    screens: Screens,
    *,
    open_invitation: OpenInvitation,
    invited_by: InvitedBy,
    staff: str,
) -> Said:
    """Greet in the company's name; a link that is none any more is a plain start.

    Whoever has begun stays with the company that they came from.
    """
    started = read_start(command.args)
    if talk.due is None or not isinstance(started, InvitationStart):
        return await start(message, talk, screens, invited_by, staff)
    if talk.begun:
        opened = await open_invitation.look(started.token)
        return _resume(talk, talk.due, None if opened is None else _midway(talk, opened))
    invitation = await open_invitation(talk.record, talk.chat_id, started.token, talk.cause)
    if invitation is None:
        return await start(message, talk, screens, invited_by, staff)
    return welcome(talk, screens, invitation, staff)


def _midway(talk: Talk, invitation: Invitation) -> Prompt:
    """Say what a link is good for that was opened in the middle."""
    told = answers_of(invitation).items()
    helps = _stage(talk) == "form" and any(talk.draft.value(name) != one for name, one in told)
    use = "anew" if helps else "none"
    return Prompt("invited-midway", {"company": invitation.policyholder, "use": use})


async def greet(message: Message, talk: Talk, screens: Screens, invited_by: InvitedBy) -> Said:  # noqa: ARG001 - aiogram passes the event
    return welcome(talk, screens, await _inviting(talk, invited_by))


async def explain_old_button(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    screens: Screens,
    invited_by: InvitedBy,
) -> Said:
    old = () if talk.draft.lapsed is not None else (Hint(Prompt("old-button")),)
    return *old, *welcome(talk, screens, await _inviting(talk, invited_by))


async def agree(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    record_consent: RecordConsent,
    consents: ConsentTexts,
    invited_by: InvitedBy,
) -> Said:
    """Begin with what a link of HR knows already."""
    await record_consent(talk.record, talk.chat_id, consents.personal_data(), talk.cause)
    talk.draft = pass_gates(replace(talk.draft, lapsed=None), StepId.CONSENT)
    invitation = await _inviting(talk, invited_by)
    if invitation is not None:
        talk.draft = with_preset(talk.draft, answers_of(invitation))
    return (Ask(),)


async def go_on(query: CallbackQuery) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Ask(),)


async def go_on_or_not(message: Message, talk: Talk, verdict: Verdict) -> Said:  # noqa: ARG001 - aiogram passes the event
    """A «нет» drops nothing: that takes the button."""
    if verdict is Verdict.YES or talk.due is None:
        return (Ask(),)
    return _resume(talk, talk.due, Prompt("resume-or-restart"))


async def start_anew(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    screens: Screens,
    forget_pending: ForgetPending,
    invited_by: InvitedBy,
) -> Said:
    await forget_pending(talk.record, talk.chat_id)
    talk.draft = begun_anew(talk.draft)
    return (*welcome(talk, screens, await _inviting(talk, invited_by)), Wipe())


async def _inviting(talk: Talk, invited_by: InvitedBy) -> Invitation | None:
    """The link that answers questions of this registration; of what is added it knows nothing."""
    return await invited_by(talk.chat_id) if talk.draft.adding is None else None


def welcome(
    talk: Talk, screens: Screens, invited: Invitation | None, staff: str = "nobody"
) -> Said:
    """Say what awaits the person; the consent is a document of its own (152-ФЗ, ст. 9).

    Args:
        invited: the link that led here.
        staff: see `StaffRole`; staff hear of their commands.
    """
    if talk.due is not StepId.CONSENT:
        return (Ask(),)
    inviting = Prompt("consent-invited", {"company": invited.policyholder}) if invited else None
    if talk.draft.lapsed is not None:
        at_activation = talk.draft.lapsed is StepId.ACTIVATION
        lapsed = Prompt("lapsed-activation" if at_activation else "lapsed")
        return (Ask(lapsed, after=inviting),)
    prompt, keyboard = screens.welcome(invited, staff)
    return (Note(prompt, keyboard), Ask(below=True, after=inviting))
