"""«Исправить номера списком»: a file of HR, looked at first, carried out by a button."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.form.desk import Awaited, Desk, DeskButton, DeskPress
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.phone_list.list_order import ListOrder
from bot.use_cases.phone_list.listed import LARGEST_LIST, MOST_ROWS
from bot.use_cases.phone_list.order_list import (
    LoadedTooOften,
    Ordered,
    OrderList,
    OtherUnderWay,
)
from bot.use_cases.ports.events import Event
from bot.use_cases.ports.hr import HrPerson
from handlers.moments import again_at
from handlers.said import Ask, Attachment, Erase, Hint, Note, Said
from handlers.staff.companies import company_key, company_of
from handlers.staff.filters import (
    AtDesk,
    AwaitedAtDesk,
    IsHr,
    NothingAwaited,
    OfCompany,
    Undecided,
)
from handlers.staff.hr_menu import back_to_menu, revoked
from handlers.staff.uploads import (
    FILE,
    RUNNING,
    await_decision,
    decided,
    every_line,
    fault_of,
    is_running,
    remind_of_decision,
    undecided,
)
from handlers.talk import Talk

LIST, BLANK, LOAD, CANCEL = "phones", "phones_blank", "phones_load", "phones_cancel"
"""Acts of the buttons."""
COUNTS = {"checked": ("fits",), "loaded": ("changed", "same"), "nothing": ("same",)}
"""What is counted in a report of each outcome, besides what every one counts."""
LIMITS = {"rows": str(MOST_ROWS), "megabytes": str(LARGEST_LIST // 1024**2)}
"""Of a list, as texts name them."""
TEMPLATE = "phones-template"
"""Recipe of an empty list."""


@dataclass(frozen=True, slots=True)
class ListDesk:
    """What lists of phones need."""

    order: OrderList


def router() -> Router:
    """Take the button of the menu, the file, and the buttons under the report."""
    routes = Router(name="phone lists")
    at_file, at_decision = AwaitedAtDesk(Desk.HR, FILE), (Undecided(Desk.HR), NothingAwaited())
    routes.callback_query.register(ask_for_list, AtDesk(Desk.HR, LIST), IsHr(), OfCompany())
    routes.callback_query.register(give_template, AtDesk(Desk.HR, BLANK), IsHr(), OfCompany())
    routes.message.register(take_list, at_file, F.document, IsHr())
    routes.message.register(take_list, F.document, *at_decision, IsHr())
    routes.message.register(refuse_content, at_file, IsHr())
    routes.message.register(remind_of_decision, *at_decision, IsHr())
    routes.callback_query.register(load, AtDesk(Desk.HR, LOAD), IsHr())
    routes.callback_query.register(cancel, AtDesk(Desk.HR, CANCEL), IsHr())
    return routes


async def ask_for_list(query: CallbackQuery, company: str, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    asked = Prompt("phones-ask", {"company": company, **LIMITS})
    return (_await_list(talk, company, asked),)


async def give_template(query: CallbackQuery, company: str, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    """The desk goes on waiting for the file."""
    talk.await_at_desk(Awaited(Desk.HR, FILE, {"company": company_key(company)}))
    return (Attachment(TEMPLATE, Prompt("phones-template-caption"), {}),)


async def refuse_content(message: Message, awaited: Awaited, talk: Talk, hr: HrPerson) -> Said:  # noqa: ARG001 - aiogram passes the event
    company = company_of(awaited.data["company"], hr.policyholders)
    if company is None:
        return (Ask(Prompt("hr-not-yours"), instead=True),)
    return (_await_list(talk, company, Prompt("phones-not-a-file")),)


async def take_list(
    message: Message, awaited: Awaited, talk: Talk, hr: HrPerson, list_desk: ListDesk
) -> Said:
    """Look at what is known of the file at once, and at the file itself by a job.

    Its message goes away once that is over, as that of a registry does.
    """
    company, document = company_of(awaited.data["company"], hr.policyholders), message.document
    if company is None or document is None:
        return Erase(message.message_id), Ask(Prompt("hr-not-yours"), instead=True)
    if fault := fault_of(document, LARGEST_LIST):
        return Erase(message.message_id), _await_list(talk, company, _fault(fault))
    order = ListOrder(hr.user_id, company, document.file_id, message.message_id)
    return await _ordered(talk, order, list_desk)


async def load(
    query: CallbackQuery,
    press: DeskPress,
    talk: Talk,
    hr: HrPerson,
    list_desk: ListDesk,
) -> Said:
    ready = undecided(talk, press)
    if ready is None:
        return (Hint(Prompt("phones-stale"), alert=True),)
    company = company_of(ready["company"], hr.policyholders)
    if company is None:
        return (revoked(),)
    message_id = int(ready["message"])
    order = ListOrder(hr.user_id, company, ready["file"], message_id, dry_run=False)
    said = await _ordered(talk, order, list_desk)
    return (*decided(talk, query), *said) if is_running(talk, Desk.HR) else said


async def cancel(query: CallbackQuery, press: DeskPress, talk: Talk) -> Said:
    ready = undecided(talk, press)
    if ready is None:
        return (Hint(Prompt("phones-stale"), alert=True),)
    menu = DeskButton("button-hr_menu", Desk.HR, "menu", ready["company"])
    put_away = decided(talk, query)
    return *put_away, Ask(Prompt("phones-cancelled"), instead=True, keyboard=Keyboard(((menu,),)))


async def tell_list(event: Event, talk: Talk) -> Said:
    """Say what a list has come to, and let HR decide; the file goes away at once."""
    data, in_place = event.data, is_running(talk, Desk.HR)
    talk.await_nothing()
    rows = _ways_on(data, talk)
    told = Ask(_report(data, talk), instead=True, in_place=in_place, keyboard=Keyboard(rows))
    return (Erase(int(data["message"])), told, *every_line(data))


async def tell_others(event: Event, talk: Talk) -> Said:  # noqa: ARG001 - an EventHandler
    told = {"count": int(event.data["count"]), "company": event.data["policyholder"]}
    return (Note(Prompt("phones-by-others", told)),)


async def _ordered(talk: Talk, order: ListOrder, desk: ListDesk) -> Said:
    outcome = await desk.order(talk.record, order, talk.cause)
    match outcome:
        case OtherUnderWay():
            busy = _await_list(talk, order.policyholder, Prompt("import-busy"))
            return Erase(order.message_id), busy
        case LoadedTooOften():
            told = again_at("phones-too-often", outcome.until, talk)
            rows = (back_to_menu(order.policyholder),)
            return (Ask(told, instead=True, keyboard=Keyboard(rows), below=True),)
        case Ordered():
            talk.await_at_desk(Awaited(Desk.HR, RUNNING))
            told = Prompt("phones-checking" if order.dry_run else "phones-loading")
            return (Ask(told, instead=True, keyboard=Keyboard()),)


def _await_list(talk: Talk, company: str, prompt: Prompt) -> Ask:
    talk.await_at_desk(Awaited(Desk.HR, FILE, {"company": company_key(company)}))
    return Ask(prompt, instead=True, keyboard=Keyboard(_while_waiting(company)))


def _while_waiting(company: str) -> tuple[tuple[DeskButton, ...], ...]:
    template = DeskButton("button-hr_phones_blank", Desk.HR, BLANK, company_key(company))
    return (template,), back_to_menu(company)


def _ways_on(data: Mapping[str, str], talk: Talk) -> tuple[tuple[DeskButton, ...], ...]:
    company, key = data["policyholder"], company_key(data["policyholder"])
    match data["outcome"]:
        case "checked":
            kept = {"company": key, "file": data["file"], "message": data["message"]}
            await_decision(talk, Desk.HR, kept)
            return _decisions(data)
        case "revoked":
            return ()
        case "loaded":
            return (back_to_menu(company),)
        case _:
            talk.await_at_desk(Awaited(Desk.HR, FILE, {"company": key}))
            return _while_waiting(company)


def _decisions(data: Mapping[str, str]) -> tuple[tuple[DeskButton, ...], ...]:
    file, count = data["message"], {"count": data["fits"]}
    return (
        (DeskButton("button-hr_phones_load", Desk.HR, LOAD, file, count),),
        (DeskButton("button-hr_phones_cancel", Desk.HR, CANCEL, file),),
    )


def _report(data: Mapping[str, str], talk: Talk) -> Prompt:
    match data["outcome"]:
        case "checked" | "loaded" | "nothing" as outcome:
            had = {"had": int(data["had"])} if outcome == "loaded" else {}
            return Prompt(f"phones-{outcome}", _counted(data, *COUNTS[outcome]) | had)
        case "often":
            return again_at("phones-asked-too-often", datetime.fromisoformat(data["until"]), talk)
        case "header":
            columns = {"missing": data["missing"], "repeated": data["repeated"]}
            return Prompt("phones-bad-header", columns | {"unknown": int(data["unknown"])})
        case "file":
            return _fault(data["reason"])
        case "revoked":
            return Prompt("phones-revoked", {"company": data["policyholder"]})
        case _:
            return Prompt("phones-failed")


def _counted(data: Mapping[str, str], *counts: str) -> dict[str, str | int]:
    return {name: data[name] for name in (*counts, "twice", "refused", "lines")}


def _fault(reason: str) -> Prompt:
    return Prompt("phones-file", {"reason": reason, **LIMITS})
