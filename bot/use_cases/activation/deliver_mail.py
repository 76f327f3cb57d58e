"""Carries out a mail job: writes the letter at the last moment and sends it until it is out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.domain.email import masked_email
from bot.use_cases.account.events import AccountEvent, event_job
from bot.use_cases.activation.mail_secrets import MailCodes
from bot.use_cases.ports.accounts import Account, Accounts
from bot.use_cases.ports.activations import Activation, Activations
from bot.use_cases.ports.jobs import Again, Ended, Job, JobQueue, JobState, Outcome
from bot.use_cases.ports.mail import Letter, LetterWriter, Mail, MailFault, MailRefused, MailSender
from bot.use_cases.ports.storage import Write
from bot.use_cases.ports.tallies import Count, Source, Tally, What

FAILURES_BEFORE_NOTICE = 3
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=30)
log = structlog.get_logger("bot.mail")


@dataclass(frozen=True, slots=True)
class DeliverMail:
    """A job found in the hands of a dead process is sent again: it has the same Message-ID.

    Attributes:
        link_base: PUBLIC_URL.
    """

    accounts: Accounts
    activations: Activations
    jobs: JobQueue
    letters: LetterWriter
    sender: MailSender
    tally: Tally
    codes: MailCodes
    clock: Callable[[], datetime]
    link_base: str

    async def __call__(self, job: Job) -> Outcome:
        payload = json.loads(job.payload)
        activation = await self.activations.find(payload["activation"])
        if activation is None or activation.end is not None:
            return Ended()
        if activation.expires_at <= self.clock():
            return Ended(JobState.DEAD, error="expired")
        account = await self.accounts.find(activation.account_id)
        if account is None or account.activated:
            return Ended()
        letter = await self._letter(activation, account, payload["token"])
        try:
            await self.sender.send(Mail(activation.id, account.email, letter))
        except MailRefused as refusal:
            return self._after(refusal, job, activation, account)
        log.info("mail sent", account=account.id)
        return Ended(writes=(self._count(account, What.MAIL_SENT),))

    async def _letter(self, activation: Activation, account: Account, token: str) -> Letter:
        """The owner of a taken address is told; the person who typed it sees no difference."""
        if await self.accounts.is_taken(account):
            return self.letters.account_exists()
        link = f"{self.link_base}/a/{token}"
        code = self.codes.code_of(activation.id)
        return self.letters.activation(link, code, activation.expires_at)

    def _after(
        self, refusal: MailRefused, job: Job, activation: Activation, account: Account
    ) -> Outcome:
        alarm = refusal.fault is MailFault.OPERATOR_FAULT
        tell = log.critical if alarm else log.warning
        tell("mail refused", account=account.id, code=refusal.code, attempt=job.attempts)
        failed = self._count(account, What.MAIL_FAILED)
        if refusal.permanent:
            notice = self._notice(AccountEvent.MAIL_REFUSED, activation, account)
            return Ended(writes=(notice, failed), error=refusal.code)
        at = self.clock() + pause_after(job.attempts)
        if at >= activation.expires_at:
            return Ended(JobState.DEAD, (failed,), refusal.code)
        if job.attempts < FAILURES_BEFORE_NOTICE:
            return Again(at, error=refusal.code)
        delayed = self._notice(AccountEvent.MAIL_DELAYED, activation, account)
        return Again(at, (delayed,), refusal.code)

    def _count(self, account: Account, what: What) -> Write:
        return self.tally.add(Source(account.chat_id, account.insured_ids[0]), Count(what))

    def _notice(self, kind: AccountEvent, activation: Activation, account: Account) -> Write:
        return self.jobs.add(event_job(kind, activation, email=masked_email(account.email)))


def pause_after(failure: int) -> timedelta:
    """Double from half a minute to half an hour: greylisting opens within minutes."""
    return min(FIRST_PAUSE * int(2 ** min(failure - 1, 10)), LONGEST_PAUSE)
