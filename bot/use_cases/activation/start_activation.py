"""Mail an activation link and code in place of any earlier one, within the limits of mails."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.allowance import Allowance
from bot.domain.email import email_key
from bot.domain.token import new_token, token_sha256
from bot.limits import Limits
from bot.use_cases.ports.accounts import PendingOf
from bot.use_cases.ports.activations import Activation, ActivationEnd, Activations
from bot.use_cases.ports.charges import Charge, Charges, Rule
from bot.use_cases.ports.jobs import JobKind, JobQueue, NewJob
from bot.use_cases.ports.storage import Recorder

PAUSE_RULE = "mail.pause"


@dataclass(frozen=True, slots=True)
class StartActivation:
    """What registration, «Нет письма?» and a corrected e-mail have in common."""

    activations: Activations
    jobs: JobQueue
    charges: Charges
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    limits: Limits

    async def charge(self, email: str, cause: int, *further: Charge) -> None:
        """Count a mail to this address, whoever asks for it.

        Raises:
            LimitReached: of PAUSE_RULE if only some seconds are missing.
        """
        await self.charges.charge([*further, *self.counters(email)], cause)

    def counters(self, email: str) -> tuple[Charge, ...]:
        """What a mail to this address is charged to."""
        day = Allowance(self.limits.mails_per_day, timedelta(hours=24))
        pause = Allowance(1, timedelta(seconds=self.limits.mail_pause_seconds))
        mailbox = mailbox_key(email)
        return (
            Charge(Rule("mail.day", (day,)), mailbox),
            Charge(Rule(PAUSE_RULE, (pause,)), mailbox),
        )

    def __call__(self, recorder: Recorder, account_id: str, chat_id: int) -> None:
        """Record a new link, the end of the older ones, and the mail."""
        lifetime = timedelta(minutes=self.limits.activation_minutes)
        activation = Activation(
            self.random(16).hex(), account_id, chat_id, expires_at=self.clock() + lifetime
        )
        token = new_token(self.random)
        recorder.record(
            self.activations.end(PendingOf(account_id=account_id), ActivationEnd.REPLACED),
            self.activations.add(activation, token_sha256(token)),
            self.jobs.add(_mail(activation, token)),
        )


def mailbox_key(email: str) -> str:
    """Fold addresses that lead to one mailbox: a tag after «+» changes nothing (RFC 5233)."""
    local, _, domain = email_key(email).rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _mail(activation: Activation, token: str) -> NewJob:
    payload = json.dumps({"activation": activation.id, "token": token})
    return NewJob(JobKind.MAIL, f"mail:{activation.id}", payload, activation.chat_id)
