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
    IMPORT_ADVANCED = "import_advanced"
    """Who sent a file sees how far its reading is: `phase`, `done` and `total`."""
    IMPORT_ENDED = "import_ended"
    """An administrator hears of an import: see `bot.use_cases.registry.import_told`."""
    CHECKED_UP = "checked_up"
    """An administrator reads how the bot is: `report`."""
    UNLOCKED = "unlocked"
    """A person may go on: an administrator has lifted their limits."""
    MAIL_RESENT = "mail_resent"
    """A person's activation mail goes out again, as an administrator asked: `email` masked."""
    REMIND = "remind"
    """An HR person's order to remind is carried on: see `reminder_jobs.Batch`."""
    REMINDER = "reminder"
    """Somebody who began is reminded by `policyholder`, unless `at` is no longer planned."""
    PHONE_REQUESTED = "phone_requested"
    """HR is asked to confirm a number: `request`, which holds what may be shown."""
    PHONE_CHANGED = "phone_changed"
    """HR hears that the employee `name` of `policyholder` has another number now."""
    PHONES_ENDED = "phones_ended"
    """An HR person hears of their list: see `bot.use_cases.phone_list.list_told`."""
    PHONES_UPLOADED = "phones_uploaded"
    """HR hears that somebody else of HR has changed `count` numbers of `policyholder`."""
    PHONES_LOADED = "phones_loaded"
    """An administrator hears that `user_id` has loaded a list of `policyholder`: its counts."""
    PHONES_CORRECTED = "phones_corrected"
    """A person hears that HR has corrected numbers: theirs may be among them."""
    PHONE_OVERRULED = "phone_overruled"
    """A person hears that HR has sent another number than they asked for: `request`."""
    PHONE_CONFIRMED = "phone_confirmed"
    """A person hears that HR vouches for their number: `request`."""
    PHONE_REFUSED = "phone_refused"
    """A person hears that HR does not: `request`."""
    PHONE_NOT_NEEDED = "phone_not_needed"
    """A person hears that they have an account, so that HR need not decide: `request`."""
    PHONE_SUPERSEDED = "phone_superseded"
    """A person hears that another chat got a number confirmed for the same row: `request`."""
    PHONE_EXPIRED = "phone_expired"
    """A person hears that HR has not answered in time, if it has not: `request`."""


def desk_event(kind: DeskEvent, key: str, chat_id: int, **data: str) -> NewJob:
    """Make the job; a chat gets an event of this key once."""
    payload = json.dumps({"kind": kind, "data": data})
    return NewJob(JobKind.EVENT, f"{kind}:{key}:{chat_id}", payload, chat_id)
