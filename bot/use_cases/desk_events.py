"""What reaches the chats of HR people and administrators without their asking: event jobs."""

import json
from enum import StrEnum

from bot.use_cases.ports.jobs import JobKind, NewJob


class DeskEvent(StrEnum):
    """Kinds of events at a desk."""

    HR_APPOINTED = "hr_appointed"
    """An administrator hears who took a role: `policyholder`, `user_id` and `name`."""
    HR_REVOKED = "hr_revoked"
    """Somebody hears that they act for `policyholder` no more."""
    REMINDER = "reminder"
    """Somebody who began is reminded by `policyholder`, unless `at` is no longer planned."""


def desk_event(kind: DeskEvent, key: str, chat_id: int, **data: str) -> NewJob:
    """Make the job; a chat gets an event of this key once."""
    payload = json.dumps({"kind": kind, "data": data})
    return NewJob(JobKind.EVENT, f"{kind}:{key}:{chat_id}", payload, chat_id)
