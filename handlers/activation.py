"""After the registration: the mail, its code, its resending, a corrected address."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.form.draft import Draft
from bot.form.keyboards import NO_MAIL, Action, Press, restart_keyboard
from bot.form.order import cancel_edit, edit, pass_gates
from bot.form.prompts import Prompt
from bot.form.review import masked
from bot.form.step import StepId
from bot.texts import Texts
from bot.use_cases.activation.activate_by_code import (
    ActivateByCode,
    CodeOutcome,
    WrongCode,
    typed_code,
)
from bot.use_cases.activation.change_email import ChangeEmail
from bot.use_cases.activation.mail_outcomes import (
    MailLimit,
    MailOrdered,
    MailOutcome,
    NoMail,
    TooEarly,
)
from bot.use_cases.activation.resend_activation import ResendActivation
from handlers.filters import At, AtQuestion, Pressed
from handlers.form import read_answer, settle
from handlers.moments import again_at, minutes_seconds
from handlers.said import Ask, Hint, Said, Wipe
from handlers.talk import Talk

OUTDATED = (Ask(Prompt("outdated"), instead=True, keyboard=restart_keyboard(StepId.ACTIVATION)),)


class Registered(Filter):
    """The account exists: what is typed now corrects it."""

    async def __call__(self, event: TelegramObject, talk: Talk) -> bool:  # noqa: ARG002 - aiogram passes the event
        return StepId.RULES in talk.draft.passed


def router() -> Router:
    """Take what can happen between the account and its activation."""
    routes = Router(name="activation")
    at_activation, corrects = At(StepId.ACTIVATION), (At(StepId.EMAIL), Registered())
    routes.message.register(read_code, F.text, at_activation)
    routes.callback_query.register(acknowledge, at_activation, Pressed(Action.OK))
    routes.callback_query.register(offer_help, at_activation, Pressed(Action.NO_MAIL))
    routes.callback_query.register(resend, at_activation, Pressed(Action.RESEND))
    routes.callback_query.register(correct, at_activation, Pressed(Action.EDIT))
    routes.message.register(read_email, F.text, *corrects, AtQuestion())
    routes.callback_query.register(settle_email, *corrects, Pressed(Action.YES, Action.NO))
    routes.message.register(say_gone, F.text.func(typed_code), At(StepId.CONSENT))
    return routes


async def say_gone(message: Message) -> Said:  # noqa: ARG001 - aiogram passes the event
    """A mail may outlive its registration that was stopped, and its code comes all the same."""
    return (Ask(Prompt("code-without-account")),)


async def read_code(message: Message, talk: Talk, activate_by_code: ActivateByCode) -> Said:
    outcome = await activate_by_code(talk.record, talk.chat_id, message.text or "", talk.cause)
    match outcome:
        case CodeOutcome.ACTIVATED | CodeOutcome.ALREADY_ACTIVE:
            return activated(talk)
        case CodeOutcome.NOTHING_PENDING:
            return start_over(talk)
        case CodeOutcome.NO_DIGITS:
            return _helped(talk)
        case CodeOutcome.OUTDATED:
            return OUTDATED
        case WrongCode():
            return _told(Prompt("code-wrong", {"left": outcome.tries_left}))
        case _:
            return _told(Prompt(f"code-{outcome.name.lower().replace('_', '-')}"))


async def acknowledge(query: CallbackQuery) -> Said:  # noqa: ARG001 - aiogram passes the event
    return _told(Prompt("mail-awaited"))


async def offer_help(query: CallbackQuery, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    return _helped(talk)


async def resend(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    resend_activation: ResendActivation,
) -> Said:
    """The line over the chat tells a second mail from the first, when the text stays the same."""
    outcome = await resend_activation(talk.record, talk.chat_id, talk.cause)
    if isinstance(outcome, TooEarly):
        return (Hint(_too_early(outcome), alert=True),)
    sent = (Hint(Prompt("sent-again")),) if isinstance(outcome, MailOrdered) else ()
    return *sent, *_mailed(talk, outcome)


async def correct(query: CallbackQuery, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    talk.draft = edit(talk.draft, StepId.EMAIL)
    return (Ask(),)


async def read_email(
    message: Message, talk: Talk, step: StepId, texts: Texts, change_email: ChangeEmail
) -> Said:
    before = talk.draft
    said = await read_answer(message, talk, step, texts)
    return await _changed(talk, before, said, change_email)


async def settle_email(
    query: CallbackQuery, talk: Talk, press: Press, change_email: ChangeEmail
) -> Said:
    before = talk.draft
    said = await settle(query, talk, press)
    return await _changed(talk, before, said, change_email)


def activated(talk: Talk) -> Said:
    """Say that all is done, and take the personal messages away."""
    talk.draft = pass_gates(talk.draft, StepId.ACTIVATION)
    return (Ask(Prompt("activated"), instead=True), Wipe())


def start_over(talk: Talk) -> Said:
    """The account that waited for its activation is gone."""
    talk.draft = Draft()
    return (Ask(Prompt("account-gone")), Wipe())


async def _changed(talk: Talk, before: Draft, said: Said, change_email: ChangeEmail) -> Said:
    """Mail to a corrected address once it is accepted; the old one stays if that fails."""
    email = talk.draft.email
    if talk.due is not StepId.ACTIVATION or email is None:
        return said
    outcome = await change_email(talk.record, talk.chat_id, email, talk.cause)
    if not isinstance(outcome, MailOrdered):
        talk.draft = cancel_edit(before)
    return _mailed(talk, outcome)


def _mailed(talk: Talk, outcome: MailOutcome) -> Said:
    match outcome:
        case MailOrdered():
            return mailed_again(talk, outcome.masked_email)
        case TooEarly():
            return _told(_too_early(outcome))
        case MailLimit():
            return _told(again_at("mail-limit", outcome.until, talk))
        case NoMail.ALREADY_ACTIVE:
            return activated(talk)
        case NoMail.OUTDATED:
            return OUTDATED
        case NoMail.NOTHING_PENDING:
            return start_over(talk)


def mailed_again(talk: Talk, email: str) -> Said:
    talk.draft = replace(talk.draft, unsent=None)
    return _told(Prompt("mail-sent-again", {"email": email}))


def _helped(talk: Talk) -> Said:
    """Say where the mail may be; of one that never left the question itself says more."""
    if talk.draft.unsent is not None:
        return (Ask(),)
    return _told(Prompt("no-mail", {"email": masked(talk.draft)["email"]}))


def _told(prompt: Prompt) -> Said:
    """What the registration ended with has been said: only the news, and what can be done."""
    return (Ask(prompt, instead=True, keyboard=NO_MAIL),)


def _too_early(outcome: TooEarly) -> Prompt:
    return Prompt("mail-too-early", {"wait": minutes_seconds(outcome.seconds)})
