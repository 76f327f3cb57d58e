"""What a chat is told about its account from outside: event jobs, without secrets."""

import json
from enum import StrEnum

from bot.use_cases.ports.activations import Activation
from bot.use_cases.ports.jobs import JobKind, NewJob


class AccountEvent(StrEnum):
    """Kinds of events; the data of each has `account`."""

    ACTIVATED = "activated"
    MAIL_REFUSED = "mail_refused"
    """The address takes no mail; `email` is its mask."""
    MAIL_DELAYED = "mail_delayed"
    """The mail could not be sent several times and is tried on; `email` is the mask."""


def event_job(kind: AccountEvent, activation: Activation, **masks: str) -> NewJob:
    """Make the job; a kind concerns a chat once for each mailed link."""
    data = {"account": activation.account_id, **masks}
    payload = json.dumps({"kind": kind, "data": data})
    return NewJob(JobKind.EVENT, f"{kind}:{activation.id}", payload, activation.chat_id)
