"""/find, /unlock, /resend: how far somebody is and what holds them up, without who they are."""

from dataclasses import dataclass

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.form.desk import Desk, DeskPress
from bot.form.prompts import Prompt
from bot.use_cases.activation.mail_outcomes import (
    MailLimit,
    MailOrdered,
    MailOutcome,
    NoMail,
    TooEarly,
)
from bot.use_cases.administration.find_people import FindPeople
from bot.use_cases.administration.resend_for_person import ResendForPerson
from bot.use_cases.administration.unlock_person import Unlocked, UnlockPerson
from bot.use_cases.administration.whom import ByChat, phone_or_chat, phone_or_policy
from bot.use_cases.ports.people import Group, People
from handlers.filters import command
from handlers.moments import again_at, minutes_seconds
from handlers.said import Hint, Note, Said
from handlers.staff.filters import AtDesk, IsAdmin
from handlers.staff.people_screen import PeopleScreen, rows_in
from handlers.talk import Talk


@dataclass(frozen=True, slots=True)
class PeopleDesk:
    """What the commands need."""

    people: People
    find: FindPeople
    unlock: UnlockPerson
    resend: ResendForPerson
    screen: PeopleScreen


def router() -> Router:
    """Take the commands, and the buttons under what «/find» has found."""
    routes = Router(name="people")
    routes.message.register(find, command("find"), IsAdmin())
    routes.message.register(unlock, command("unlock"), IsAdmin())
    routes.message.register(resend, command("resend"), IsAdmin())
    routes.callback_query.register(unlock_found, AtDesk(Desk.ADMIN, "unlock"), IsAdmin())
    routes.callback_query.register(resend_found, AtDesk(Desk.ADMIN, "resend"), IsAdmin())
    return routes


async def find(
    message: Message,  # noqa: ARG001 - aiogram passes the event
    command: CommandObject,
    talk: Talk,
    people_desk: PeopleDesk,
) -> Said:
    whom = phone_or_policy(command.args or "")
    if whom is None:
        return (Note(_usage("find-usage", command)),)
    return (people_desk.screen(await people_desk.find(talk.record, talk.chat_id, whom)),)


async def unlock(
    message: Message,  # noqa: ARG001 - aiogram passes the event
    command: CommandObject,
    talk: Talk,
    people_desk: PeopleDesk,
) -> Said:
    whom = phone_or_chat(command.args or "")
    if whom is None:
        return (Note(_usage("unlock-usage", command)),)
    if isinstance(whom, ByChat):
        outcome = await people_desk.unlock.by_chat(
            talk.record, talk.chat_id, whom.chat_id, talk.cause
        )
        unknown = Note(Prompt("unlock-no-chat"))
        return (unknown if outcome is None else _unlocked(outcome),)
    group = await people_desk.people.with_phone(whom.phone)
    return (await _unlock_rows(talk, people_desk, group.insured_ids),)


async def resend(
    message: Message,  # noqa: ARG001 - aiogram passes the event
    command: CommandObject,
    talk: Talk,
    people_desk: PeopleDesk,
) -> Said:
    whom = phone_or_chat(command.args or "")
    if whom is None or isinstance(whom, ByChat):
        return (Note(_usage("resend-usage", command)),)
    group = await people_desk.people.with_phone(whom.phone)
    return (await _resend_to(talk, people_desk, group),)


async def unlock_found(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    press: DeskPress,
    talk: Talk,
    people_desk: PeopleDesk,
) -> Said:
    told = await _unlock_rows(talk, people_desk, rows_in(press.value))
    return Hint(Prompt("done")), told


async def resend_found(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    press: DeskPress,
    talk: Talk,
    people_desk: PeopleDesk,
) -> Said:
    told = await _resend_rows(talk, people_desk, rows_in(press.value))
    return Hint(Prompt("done")), told


def _usage(text_id: str, command: CommandObject) -> Prompt:
    """Say what the command needs, and that what was typed is not it."""
    return Prompt(text_id, {"typed": "wrong" if command.args else "none"})


async def _unlock_rows(talk: Talk, desk: PeopleDesk, rows: tuple[int, ...]) -> Note:
    if not rows:
        return Note(Prompt("find-nobody"))
    return _unlocked(await desk.unlock.by_rows(talk.record, talk.chat_id, rows, talk.cause))


async def _resend_to(talk: Talk, desk: PeopleDesk, group: Group) -> Note:
    if not group.insured_ids:
        return Note(Prompt("find-nobody"))
    return await _resend_rows(talk, desk, group.insured_ids)


async def _resend_rows(talk: Talk, desk: PeopleDesk, rows: tuple[int, ...]) -> Note:
    outcome = await desk.resend(talk.record, talk.chat_id, rows, talk.cause)
    return Note(_mailed(outcome, talk))


def _unlocked(outcome: Unlocked) -> Note:
    locks = len(outcome.locks)
    return Note(Prompt("unlock-done", {"locks": locks, "chats": outcome.chats}))


def _mailed(outcome: MailOutcome, talk: Talk) -> Prompt:
    match outcome:
        case MailOrdered():
            return Prompt("resend-done")
        case TooEarly():
            return Prompt("resend-too-early", {"wait": minutes_seconds(outcome.seconds)})
        case MailLimit():
            return again_at("resend-limit", outcome.until, talk)
        case NoMail.OUTDATED:
            return Prompt("resend-outdated")
        case _:
            return Prompt("resend-nothing")
