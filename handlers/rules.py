"""The access rules, the tick, and the account."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.person import Role
from bot.form.draft import Unsent
from bot.form.keyboards import TICK, Action, Press
from bot.form.order import completed, forget
from bot.form.prompts import Prompt
from bot.form.step import StepId
from bot.use_cases.account.register_account import (
    NotRegistered,
    RegisterAccount,
    Registered,
    Registration,
)
from bot.use_cases.registry.in_force import NotInForce
from handlers.consents import ConsentTexts
from handlers.filters import AsShown, At, Pressed
from handlers.registry import RegistryDesk, back_to_review, not_in_force
from handlers.said import Ask, Hint, Said, Wipe
from handlers.talk import Talk


def router() -> Router:
    """Take the tick and «Зарегистрироваться»."""
    routes = Router(name="rules")
    at_rules = At(StepId.RULES)
    routes.callback_query.register(tick, at_rules, Pressed(Action.TICK))
    routes.callback_query.register(register, at_rules, Pressed(Action.REGISTER), AsShown())
    return routes


async def tick(query: CallbackQuery, talk: Talk, press: Press) -> Said:  # noqa: ARG001 - aiogram passes the event
    talk.draft = replace(talk.draft, ticked=press.value == TICK)
    return (Ask(),)


async def register(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    register_account: RegisterAccount,
    registry: RegistryDesk,
    consents: ConsentTexts,
) -> Said:
    if not talk.draft.ticked:
        return (Hint(Prompt("rules-tick-first"), alert=True),)
    registration = _registration(talk, consents)
    outcome = await register_account(talk.record, registration, talk.cause)
    if isinstance(outcome, Registered):
        return _registered(talk, outcome)
    if isinstance(outcome, NotInForce):
        return back_to_review(talk, not_in_force(outcome))
    if outcome is NotRegistered.ALREADY_REGISTERED:
        return registry.already_registered(talk)
    return _incomplete(talk, outcome)


def _registration(talk: Talk, consents: ConsentTexts) -> Registration:
    """Gather what the gates have proved; they are all passed when the rules are due."""
    draft = talk.draft
    role = draft.role or Role.INSURED
    if draft.insured_id is None or draft.email is None or draft.phone is None:
        raise LookupError("a gate before the rules was not passed")
    return Registration(
        chat_id=talk.chat_id,
        insured_ids=(draft.insured_id,),
        email=draft.email,
        phone=draft.phone,
        role=role,
        rules=consents.rules(role),
    )


def _registered(talk: Talk, outcome: Registered) -> Said:
    held_until = outcome.no_mail_until
    unsent = None if held_until is None else Unsent(held_until)
    talk.draft = replace(completed(talk.draft), unsent=unsent)
    return (Ask(), Wipe())


def _incomplete(talk: Talk, outcome: NotRegistered) -> Said:
    if outcome is NotRegistered.PASSWORD_NEEDED:
        talk.draft = forget(talk.draft, StepId.PASSWORD)
        return (Ask(Prompt("password-forgotten")),)
    talk.draft = forget(talk.draft, StepId.CONSENT)
    return (Ask(Prompt("consent-again")),)
