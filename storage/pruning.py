"""Which rows have no use any more, and the statements that delete them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Exists, and_, delete, exists, func, null, or_, update
from sqlalchemy.sql.dml import UpdateBase

from bot.use_cases.ports.jobs import JobState
from bot.use_cases.ports.phone_requests import RequestState
from storage.tables import (
    accounts,
    activations,
    captchas,
    charges,
    consents,
    jobs,
    pending_passwords,
    personal_messages,
    phone_requests,
    pins,
    sms,
    withdrawn_consents,
)


@dataclass(frozen=True, slots=True)
class Horizon:
    """The moments before which rows are deleted.

    Attributes:
        messages: of chats, which cannot be deleted any more.
        counters: out of their windows.
        jobs: by when they ended.
        challenges: pictures and PINs, by when they held last.
        passwords: of registrations that did not come to their end.
        links: mailed ones, by when they expired.
        requests: to HR, by when they ended; the phone of a confirmed one counts until it expires.
        deliveries: what the gateway calls an SMS, which leads to the phone there.
        sms: of which gateway, cost and outcome are left by then.
        consents: of people without an account, and those that were withdrawn.
    """

    messages: datetime
    counters: datetime
    jobs: datetime
    challenges: datetime
    passwords: datetime
    links: datetime
    requests: datetime
    deliveries: datetime
    sms: datetime
    consents: datetime


def prunings(before: Horizon) -> tuple[UpdateBase, ...]:
    """Return a statement for each kind of rows."""
    over = jobs.c.state.in_((JobState.DONE, JobState.UNCERTAIN, JobState.DEAD))
    held = func.coalesce(captchas.c.holds_until, captchas.c.drawn_at)
    called = sms.c.provider_id.is_not(None)
    return (
        delete(personal_messages).where(personal_messages.c.at < before.messages),
        delete(charges).where(charges.c.at < before.counters),
        delete(jobs).where(over, jobs.c.ended_at < before.jobs),
        delete(captchas).where(held < before.challenges),
        delete(pins).where(pins.c.expires_at < before.challenges),
        delete(pending_passwords).where(pending_passwords.c.at < before.passwords),
        delete(activations).where(activations.c.expires_at < before.links),
        delete(phone_requests).where(_is_over(before.requests)),
        update(sms).where(called, sms.c.at < before.deliveries).values(provider_id=null()),
        delete(sms).where(sms.c.at < before.sms),
        delete(consents).where(consents.c.at < before.consents, ~_belongs_to_an_account()),
        delete(withdrawn_consents).where(withdrawn_consents.c.withdrawn_at < before.consents),
    )


def _is_over(moment: datetime) -> ColumnElement[bool]:
    table = phone_requests.c
    without_phone = and_(table.state != RequestState.CONFIRMED, table.decided_at < moment)
    return or_(table.expires_at < moment, without_phone)


def _belongs_to_an_account() -> Exists:
    """Those of its chat as well: a later one covers the policies that were added later."""
    given = (accounts.c.personal_consent, accounts.c.rules_consent)
    of_chat = accounts.c.chat_id == consents.c.chat_id
    return exists().where(or_(of_chat, *(one == consents.c.id for one in given)))
