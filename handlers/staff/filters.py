"""Filters that let only those in who may, and find what they pressed or were asked for.

A wrong person is told nothing: for them the command does not exist. A button that is nobody's, or
no more the presser's, falls through to `dead_buttons`. Cheap filters stand first in
every registration, so that only what is meant for a desk costs a look into the database.
"""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.form.desk import Desk, DeskPress, decode
from bot.use_cases.ports.hr import HrPeople, HrPerson
from bot.use_cases.ports.invitations import Invitation, Invitations
from handlers.filters import is_offered
from handlers.staff.companies import company_of
from handlers.talk import Talk


class IsAdmin(Filter):
    """A Telegram user of ADMIN_IDS writes; conversations are private chats (Bot API, Chat.id)."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - aiogram passes the event
        talk: Talk,
        admin_ids: frozenset[int],
    ) -> bool:
        return talk.chat_id in admin_ids


class IsHr(Filter):
    """Somebody writes who acts for a policyholder: injects `hr`."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - aiogram passes the event
        talk: Talk,
        hr_people: HrPeople,
    ) -> bool | dict[str, Any]:
        person = await hr_people.find(talk.chat_id)
        return False if person is None else {"hr": person}


class StaffRole(Filter):
    """Lets everybody in, and injects who writes: `staff` is «admin», «hr» or «nobody»."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - aiogram passes the event
        talk: Talk,
        admin_ids: frozenset[int],
        hr_people: HrPeople,
    ) -> dict[str, Any]:
        if talk.chat_id in admin_ids:
            return {"staff": "admin"}
        return {"staff": "hr" if await hr_people.find(talk.chat_id) else "nobody"}


class AtRest(Filter):
    """No registration has begun in this chat."""

    async def __call__(self, event: TelegramObject, talk: Talk) -> bool:  # noqa: ARG002 - aiogram passes the event
        return not talk.begun


class NothingAwaited(Filter):
    """No registration awaits an answer: none was begun, or everything is done."""

    async def __call__(self, event: TelegramObject, talk: Talk) -> bool:  # noqa: ARG002 - aiogram passes the event
        return self.holds(talk)

    @staticmethod
    def holds(talk: Talk) -> bool:
        return not talk.begun or talk.due is None


class Undecided(Filter):
    """A checked file of this desk waits for its button: injects it as `awaited`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, event: Message, talk: Talk) -> bool | dict[str, Any]:
        waiting, said = talk.decision, event.text or event.caption or ""
        if waiting is None or waiting.desk is not self._desk or self._is_for_another(event, talk):
            return False
        return False if said.startswith("/") else {"awaited": waiting}

    def _is_for_another(self, event: Message, talk: Talk) -> bool:
        """Whether it answers what was asked since; a file is none but for the other desk."""
        asked = talk.awaited
        if asked is None:
            return False
        return event.document is None or asked.desk not in {self._desk, Desk.OWN}


class OfCompany(Filter):
    """After `AtDesk` and `IsHr`: the button is of a company of theirs; injects `company`."""

    async def __call__(
        self,
        event: CallbackQuery,  # noqa: ARG002 - aiogram passes the event
        press: DeskPress,
        hr: HrPerson,
    ) -> bool | dict[str, Any]:
        company = company_of(press.value, hr.policyholders)
        return False if company is None else {"company": company}


class OfLink(Filter):
    """After `AtDesk` and `IsHr`: the button is of an open link of theirs; injects `invitation`."""

    async def __call__(
        self,
        event: CallbackQuery,  # noqa: ARG002 - aiogram passes the event
        press: DeskPress,
        hr: HrPerson,
        invitations: Invitations,
    ) -> bool | dict[str, Any]:
        invitation = await own_link(press.value, hr, invitations)
        return False if invitation is None else {"invitation": invitation}


async def own_link(value: str, hr: HrPerson, invitations: Invitations) -> Invitation | None:
    """Find a link that is the company's of this HR person and was not closed."""
    invitation = await invitations.find(value)
    if invitation is None or invitation.revoked or not hr.acts_for(invitation.policyholder):
        return None
    return invitation


class AtDesk(Filter):
    """A button of a desk's menu with one of these acts: injects `press`."""

    def __init__(self, desk: Desk, *acts: str) -> None:
        self._desk = desk
        self._acts = acts

    async def __call__(self, event: CallbackQuery) -> bool | dict[str, Any]:
        press = decode(event.data or "")
        if press is None or press.desk is not self._desk or press.act not in self._acts:
            return False
        return {"press": press} if is_offered(event) else False


class OfDesk(Filter):
    """A button of any desk's menu."""

    async def __call__(self, event: CallbackQuery) -> bool:
        return decode(event.data or "") is not None


class AwaitedAtDesk(Filter):
    """A desk has asked for this message: injects `awaited`. A command is never an answer."""

    def __init__(self, desk: Desk, *acts: str) -> None:
        self._desk = desk
        self._acts = acts

    async def __call__(self, event: Message, talk: Talk) -> bool | dict[str, Any]:
        awaited = talk.awaited
        if awaited is None or awaited.desk is not self._desk or awaited.act not in self._acts:
            return False
        return False if (event.text or "").startswith("/") else {"awaited": awaited}
