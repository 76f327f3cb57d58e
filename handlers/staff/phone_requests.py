"""HR confirms new numbers by the last four digits that the employees gave them, or refuses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bot.domain.phone import hidden_phone
from bot.domain.spelling import plain_signs
from bot.form.desk import Awaited, Desk, DeskButton, DeskPress
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.number_change.decide_phone import (
    DIGITS,
    Decided,
    DecidePhone,
    NotDecidable,
    WrongDigits,
)
from bot.use_cases.ports.events import Event
from bot.use_cases.ports.hr import HrPeople, HrPerson
from bot.use_cases.ports.phone_requests import PhoneRequest, PhoneRequests
from handlers.said import Ask, Hint, Note, Said
from handlers.staff.filters import AtDesk, AwaitedAtDesk, IsHr, NothingAwaited, OfCompany
from handlers.staff.hr_menu import back_to_menu
from handlers.talk import Talk

TYPED = "digits"
"""What the desk awaits, and the act of the button that asks for it."""
REFUSED = "refuse_now"
ENDS_WITH_DIGITS = F.text.regexp(
    r"^(?!/)(?:\D{0,12}|\D{13,30}(?!(?:19|20)\d\d[.!]?$))(?:\d[ \-–—]*){4}[.!]?$"
)
"""What a message is that nobody has asked for: a year in a sentence is no guess at a number."""
SHOWN_AT_MOST = 20
"""Oldest requests that the list offers; a keyboard takes 100 buttons (Bot API)."""


@dataclass(frozen=True, slots=True)
class PhoneDesk:
    """What showing and deciding requests needs."""

    requests: PhoneRequests
    people: HrPeople
    decide: DecidePhone

    async def tell_requested(self, event: Event, talk: Talk) -> Said:
        """Show a new request, if it is still this person's to decide."""
        hr = await self.people.find(talk.chat_id)
        request = hr and await self.decide.open_one(hr, event.data["request"])
        if hr is None or not request:
            return ()
        at_rest = NothingAwaited.holds(talk) and talk.draft.desk is None
        heard = at_rest and len(await self.open_to(hr)) == 1
        asked = _asked(request, await self.count_of(request), heard=heard)
        return (Note(asked, Keyboard(_choices(request))),)

    async def open_to(self, hr: HrPerson) -> list[PhoneRequest]:
        """Return every request that waits for this person, whichever company it is of."""
        companies = hr.policyholders
        waiting = [await self.requests.open_for(hr.user_id, one) for one in companies]
        return [request for of_company in waiting for request in of_company]

    async def count_of(self, request: PhoneRequest) -> int:
        """Count what is asked, or was confirmed, for the same person: such requests look alike."""
        others = await self.requests.elsewhere(request.insured_id, request.chat_id)
        return 1 + len(others)


async def tell_changed(event: Event, talk: Talk) -> Said:  # noqa: ARG001 - an EventHandler
    told = {"name": event.data["name"], "company": event.data["policyholder"]}
    return (Note(Prompt("hr-phone-changed", told)),)


class Asked(Filter):
    """After `IsHr`: requests wait for this person: injects them as `waiting`."""

    async def __call__(
        self,
        message: Message,  # noqa: ARG002 - aiogram passes the event
        hr: HrPerson,
        phone_desk: PhoneDesk,
    ) -> bool | dict[str, Any]:
        waiting = await phone_desk.open_to(hr)
        return {"waiting": waiting} if waiting else False


def router() -> Router:
    """Take the list, one request, and what is decided about it."""
    routes = Router(name="phone requests")
    routes.callback_query.register(list_requests, AtDesk(Desk.HR, "requests"), IsHr(), OfCompany())
    routes.callback_query.register(show_request, AtDesk(Desk.HR, "request"), IsHr())
    routes.callback_query.register(ask_digits, AtDesk(Desk.HR, TYPED), IsHr())
    routes.callback_query.register(ask_whether_to_refuse, AtDesk(Desk.HR, "refuse"), IsHr())
    routes.callback_query.register(refuse, AtDesk(Desk.HR, REFUSED), IsHr())
    routes.message.register(take_digits, AwaitedAtDesk(Desk.HR, TYPED), IsHr())
    routes.message.register(take_unasked, ENDS_WITH_DIGITS, NothingAwaited(), IsHr(), Asked())
    return routes


async def list_requests(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    company: str,
    hr: HrPerson,
    phone_desk: PhoneDesk,
) -> Said:
    waiting = await phone_desk.requests.open_for(hr.user_id, company)
    rows = tuple((_listed(one),) for one in waiting[:SHOWN_AT_MOST])
    told = Prompt("hr-phone-requests", {"company": company, "count": len(waiting)})
    return (Ask(told, instead=True, keyboard=Keyboard((*rows, back_to_menu(company)))),)


async def show_request(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    press: DeskPress,
    talk: Talk,
    hr: HrPerson,
    phone_desk: PhoneDesk,
) -> Said:
    request = await phone_desk.decide.open_one(hr, press.value)
    if request is None:
        return (_too_late(),)
    heard = NothingAwaited.holds(talk)
    if heard:
        talk.await_at_desk(_awaiting(request.id))
    rows = (*_choices(request), back_to_menu(request.policyholder))
    asked = _asked(request, await phone_desk.count_of(request), heard=heard)
    return (Ask(asked, instead=True, keyboard=Keyboard(rows)),)


async def ask_digits(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    press: DeskPress,
    talk: Talk,
    hr: HrPerson,
    phone_desk: PhoneDesk,
) -> Said:
    request = await phone_desk.decide.open_one(hr, press.value)
    if request is None:
        return (_too_late(),)
    count, phone = await phone_desk.count_of(request), hidden_phone(request.phone)
    told = Prompt("hr-phone-digits", {"name": request.name, "phone": phone, "count": count})
    return (_ask_digits(talk, request.id, told),)


async def take_digits(
    message: Message, awaited: Awaited, talk: Talk, hr: HrPerson, phone_desk: PhoneDesk
) -> Said:
    request_id = awaited.data["request"]
    digits = typed_digits(message.text or "")
    if digits is None:
        return (_ask_digits(talk, request_id, Prompt("hr-phone-not-digits")),)
    outcome = await phone_desk.decide.by_digits(talk.record, hr, request_id, digits, talk.cause)
    match outcome:
        case WrongDigits():
            told = Prompt("hr-phone-wrong", {"left": outcome.tries_left})
            return (_ask_digits(talk, request_id, told),)
        case NotDecidable():
            return (Note(Prompt("hr-phone-decided")),)
        case Decided():
            return (_verdict(outcome),)


async def take_unasked(
    message: Message,
    waiting: Sequence[PhoneRequest],
    talk: Talk,
    hr: HrPerson,
    phone_desk: PhoneDesk,
) -> Said:
    """Digits need no button where one request waits; of several the person says which."""
    if len(waiting) == 1:
        return await take_digits(message, _awaiting(waiting[0].id), talk, hr, phone_desk)
    rows = tuple((_listed(one),) for one in waiting[:SHOWN_AT_MOST])
    return (Ask(Prompt("hr-phone-whose"), instead=True, keyboard=Keyboard(rows)),)


async def ask_whether_to_refuse(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    press: DeskPress,
    hr: HrPerson,
    phone_desk: PhoneDesk,
) -> Said:
    request = await phone_desk.decide.open_one(hr, press.value)
    if request is None:
        return (_too_late(),)
    rows = (
        (DeskButton("button-hr_refuse", Desk.HR, REFUSED, request.id),),
        (DeskButton("button-hr_request_back", Desk.HR, "request", request.id),),
    )
    told = Prompt("hr-phone-refuse", {"name": request.name})
    return (Ask(told, instead=True, keyboard=Keyboard(rows)),)


async def refuse(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    press: DeskPress,
    talk: Talk,
    hr: HrPerson,
    phone_desk: PhoneDesk,
) -> Said:
    outcome = await phone_desk.decide.refuse(talk.record, hr, press.value)
    return (_verdict(outcome),) if isinstance(outcome, Decided) else (_too_late(),)


def typed_digits(text: str) -> str | None:
    """Find four digits in «45-67» or «номер 4567»; None for anything longer or shorter."""
    digits = re.sub(r"[^0-9]", "", plain_signs(text))
    return digits if len(digits) == DIGITS else None


def _ask_digits(talk: Talk, request_id: str, told: Prompt) -> Ask:
    talk.await_at_desk(_awaiting(request_id))
    rows = ((DeskButton("button-hr_request_back", Desk.HR, "request", request_id),),)
    return Ask(told, instead=True, keyboard=Keyboard(rows))


def _awaiting(request_id: str) -> Awaited:
    return Awaited(Desk.HR, TYPED, {"request": request_id})


def _asked(request: PhoneRequest, count: int, *, heard: bool) -> Prompt:
    """Show a request; `heard`: digits that are typed now are taken for it."""
    return Prompt(
        "hr-phone-request",
        {
            "name": request.name,
            "phone": hidden_phone(request.phone),
            "company": request.policyholder,
            "count": count,
            "way": "typed" if heard else "button",
        },
    )


def _choices(request: PhoneRequest) -> tuple[tuple[DeskButton, ...], ...]:
    return (
        (DeskButton("button-hr_digits", Desk.HR, TYPED, request.id),),
        (DeskButton("button-hr_refuse", Desk.HR, "refuse", request.id),),
    )


def _listed(request: PhoneRequest) -> DeskButton:
    shown = {"name": request.name, "phone": hidden_phone(request.phone)}
    return DeskButton("button-hr_request", Desk.HR, "request", request.id, shown)


def _verdict(decided: Decided) -> Ask:
    text_id = f"hr-phone-{decided.verdict.name.lower().replace('_', '-')}"
    keyboard = Keyboard((back_to_menu(decided.policyholder),))
    return Ask(Prompt(text_id, {"name": decided.name}), instead=True, keyboard=keyboard)


def _too_late() -> Hint:
    return Hint(Prompt("hr-phone-decided"), alert=True)
