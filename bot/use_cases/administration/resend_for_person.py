"""An administrator has the activation mail of a person sent again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.allowance import Allowance
from bot.domain.email import masked_email
from bot.use_cases.activation.mail_outcomes import (
    MailLimit,
    MailOrdered,
    MailOutcome,
    NoMail,
    TooEarly,
    refused_mail,
)
from bot.use_cases.activation.start_activation import StartActivation, mailbox_key
from bot.use_cases.administration.subjects_of_audit import about_rows
from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.ports.accounts import Account, Accounts
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.charges import Charge, Charges, LimitReached, Rule
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.people import People
from bot.use_cases.ports.storage import Recorder

BEYOND = Rule("mail.admin", (Allowance(1, timedelta(hours=24)),))
"""What an administrator may send beyond the mails of a day: nobody floods a stranger's mailbox."""


@dataclass(frozen=True, slots=True)
class ResendForPerson:
    """Of several pending accounts the newest counts: the others hold nothing."""

    people: People
    accounts: Accounts
    start: StartActivation
    charges: Charges
    audit: Audit
    jobs: JobQueue

    async def __call__(
        self, recorder: Recorder, admin_id: int, insured_ids: Sequence[int], cause: int
    ) -> MailOutcome:
        account = await self._pending(insured_ids)
        if account is None:
            return NoMail.NOTHING_PENDING
        if await self.accounts.is_outdated(account):
            return NoMail.OUTDATED
        if refused := await self._charge(account, cause):
            return refused
        self.start(recorder, account.id, account.chat_id)
        email = masked_email(account.email)
        told = desk_event(DeskEvent.MAIL_RESENT, str(cause), account.chat_id, email=email)
        entries = about_rows(AuditEntry(admin_id, Act.MAIL_RESENT), insured_ids)
        recorder.record(*map(self.audit.note, entries), self.jobs.add(told))
        return MailOrdered(email)

    async def _pending(self, insured_ids: Sequence[int]) -> Account | None:
        pending = (await self.people.traces(insured_ids)).pending
        return await self.accounts.find(pending[0]) if pending else None

    async def _charge(self, account: Account, cause: int) -> TooEarly | MailLimit | None:
        try:
            await self.start.charge(account.email, cause)
        except LimitReached as limit:
            refused = refused_mail(limit, self.start.clock())
            if isinstance(refused, TooEarly):
                return refused
        else:
            return None
        try:
            await self.charges.charge([Charge(BEYOND, mailbox_key(account.email))], cause)
        except LimitReached as limit:
            return MailLimit(limit.until)
        return None
