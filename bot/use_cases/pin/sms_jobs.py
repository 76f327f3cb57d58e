"""The jobs of kind sms: which acts there are, what they carry, who does them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.pin import PinChallenge
from bot.use_cases.ports.jobs import Executor, Job, JobKind, NewJob, Outcome


class Act(StrEnum):
    """What a job of kind sms does."""

    PIN = "pin"
    """Send a PIN."""
    FOLLOW = "follow"
    """Ask where a message has got to."""
    END = "end"
    """Wipe what a PIN that has expired needed."""
    PHONE_CHANGED = "phone_changed"
    """Tell whoever has the old phone that the account has another one."""


@dataclass(frozen=True, slots=True)
class PinOrder:
    """One message of a challenge; neither its text nor its phone, which are found when it leaves.

    Attributes:
        send: 1 for the first message, and so on.
        cause: of the charges that come back if it never leaves.
    """

    challenge_id: bytes
    send: int
    cause: int

    @property
    def key(self) -> str:
        return f"pin:{self.challenge_id.hex()}:{self.send}"

    @classmethod
    def of(cls, job: Job) -> "PinOrder":
        packed = json.loads(job.payload)
        return cls(bytes.fromhex(packed["challenge"]), packed["send"], packed["cause"])

    def job(self, act: Act, person: int, not_before: datetime | None = None) -> NewJob:
        packed = {
            "act": act,
            "challenge": self.challenge_id.hex(),
            "send": self.send,
            "cause": self.cause,
        }
        key = f"{act}:{self.key}"
        return NewJob(JobKind.SMS, key, json.dumps(packed), person, not_before)


@dataclass(frozen=True, slots=True)
class PhoneChanged:
    """The message to a phone that counts no more, which is known nowhere else by then.

    Attributes:
        by_hr: HR has put another one into the contract, and nobody has proved it by a PIN yet.
    """

    insured_id: int
    chat_id: int
    phone: str = field(repr=False)
    cause: int
    by_hr: bool = False

    @property
    def key(self) -> str:
        return f"{Act.PHONE_CHANGED}:{self.insured_id}:{self.cause}"

    @classmethod
    def of(cls, job: Job) -> "PhoneChanged":
        packed = json.loads(job.payload)
        told = (packed[name] for name in ("insured", "chat", "phone", "cause", "by_hr"))
        return cls(*told)

    def job(self) -> NewJob:
        """Make the job; it is nobody's, so that /forget of the new number's owner leaves it."""
        packed = {
            "act": Act.PHONE_CHANGED,
            "insured": self.insured_id,
            "chat": self.chat_id,
            "phone": self.phone,
            "cause": self.cause,
            "by_hr": self.by_hr,
        }
        return NewJob(JobKind.SMS, self.key, json.dumps(packed))


@dataclass(frozen=True, slots=True)
class SmsJobs:
    """The executor of kind sms: hands each job to the one who does its act."""

    acts: Mapping[Act, Executor]

    async def __call__(self, job: Job) -> Outcome:
        return await self.acts[Act(json.loads(job.payload)["act"])](job)


def ending(challenge: PinChallenge) -> NewJob:
    """Leave the end of a challenge for when its PIN expires."""
    packed = json.dumps({"act": Act.END, "challenge": challenge.id.hex()})
    key = f"{Act.END}:pin:{challenge.id.hex()}"
    return NewJob(JobKind.SMS, key, packed, challenge.chat_id, challenge.expires_at)


def ended_challenge(job: Job) -> bytes:
    return bytes.fromhex(json.loads(job.payload)["challenge"])


def event(kind: str, order: PinOrder, person: int, **data: str) -> NewJob:
    """Tell the conversation what became of a message; told twice, it hears it once."""
    content = {"kind": kind, "data": {"challenge": order.challenge_id.hex(), **data}}
    key = f"{kind}:{order.key}:{data.get('status', 'once')}"
    return NewJob(JobKind.EVENT, key, json.dumps(content), person)
