"""The PIN from the SMS."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.form.draft import Draft
from bot.form.keyboards import Action
from bot.form.order import pass_gates
from bot.form.prompts import Prompt
from bot.form.replacement import Approval
from bot.form.step import StepId
from bot.use_cases.number_change.take_phone import NewPhone, TakePhone
from bot.use_cases.pin.confirm_pin import (
    Confirmed,
    ConfirmOutcome,
    ConfirmPin,
    NotCompared,
    NoTriesLeft,
    Wrong,
)
from bot.use_cases.pin.outcomes import HrOnly, PinOrdered
from bot.use_cases.pin.resend_pin import NothingToResend, ResendPin, TooEarly
from handlers.adding import AddingDesk
from handlers.filters import At, Pressed
from handlers.moments import again_at, minutes_seconds
from handlers.registry import RegistryDesk, back_to_review
from handlers.replacement import short_name
from handlers.said import Ask, Hint, Said
from handlers.talk import Talk


def router() -> Router:
    """Take the typed PIN and «Отправить ещё раз»."""
    routes = Router(name="pin")
    at_pin = At(StepId.PIN)
    routes.message.register(read_pin, F.text, at_pin)
    routes.callback_query.register(resend, at_pin, Pressed(Action.RESEND))
    return routes


async def read_pin(
    message: Message,
    talk: Talk,
    confirm_pin: ConfirmPin,
    take_phone: TakePhone,
    adding: AddingDesk,
) -> Said:
    if await _is_taken_back(talk, adding.registry):
        return back_to_review(talk, Prompt("pin-check-again"))
    phone, typed = talk.draft.phone or "", message.text or ""
    outcome = await confirm_pin(talk.record, talk.chat_id, phone, typed, talk.cause)
    if not isinstance(outcome, Confirmed):
        return (Ask(await _refusal(talk, outcome, adding.registry), instead=True),)
    await take_phone(talk.record, talk.chat_id, _new_phone(talk.draft, outcome), talk.cause)
    talk.draft = pass_gates(replace(talk.draft, insured_id=outcome.insured_id), StepId.PIN)
    if talk.draft.adding is not None:
        return await adding.finish(talk, talk.draft.adding, outcome.insured_id)
    return (Ask(Prompt("phone-confirmed")),)


async def resend(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    resend_pin: ResendPin,
    registry: RegistryDesk,
) -> Said:
    if await _is_taken_back(talk, registry):
        return back_to_review(talk, Prompt("pin-check-again"))
    phone = talk.draft.phone or ""
    outcome = await resend_pin(talk.record, talk.chat_id, phone, talk.cause)
    match outcome:
        case PinOrdered():
            told = Prompt("pin-new" if outcome.new_code else "pin-again")
            return Hint(Prompt("sent-again")), Ask(told)
        case TooEarly():
            wait = {"wait": minutes_seconds(outcome.seconds)}
            return (Hint(Prompt("pin-too-early", wait), alert=True),)
        case NothingToResend():
            return back_to_review(talk, Prompt("pin-check-again"))
        case _:
            return (Ask(await registry.pin_refusal(talk, outcome), instead=True),)


async def _is_taken_back(talk: Talk, registry: RegistryDesk) -> bool:
    """Whether HR's word, by which the PIN was sent, counts no more."""
    known = talk.draft.replacement
    if known is None or known.stage is not Approval.HR:
        return False
    said = await registry.recall(talk.chat_id, known.insured_id, talk.draft.phone or "")
    return said is not Approval.HR


def _new_phone(draft: Draft, confirmed: Confirmed) -> NewPhone | None:
    """None where the PIN went to the number of the registry."""
    known = draft.replacement
    if known is None or not isinstance(known.stage, Approval):
        return None
    return NewPhone(
        insured_id=confirmed.insured_id,
        policyholder=known.policyholder,
        phone=confirmed.phone,
        name=short_name(draft),
        by_hr=known.stage is Approval.HR,
    )


async def _refusal(talk: Talk, outcome: ConfirmOutcome, registry: RegistryDesk) -> Prompt:
    match outcome:
        case Wrong():
            which = "older" if outcome.superseded else "other"
            return Prompt("pin-wrong", {"left": outcome.tries_left, "code": which})
        case NoTriesLeft():
            return again_at("pin-no-tries", outcome.until, talk)
        case HrOnly():
            return await registry.hr_only(talk)
        case NotCompared.NO_DIGITS:
            which = "own" if talk.draft.adding is None else "account"
            return Prompt("pin-no-digits", {"number": which})
        case _:
            return Prompt(f"pin-{outcome}")
