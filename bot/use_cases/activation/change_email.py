"""Correct the e-mail of an account that is not activated yet."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.allowance import Allowance
from bot.domain.email import masked_email
from bot.limits import Limits
from bot.use_cases.activation.mail_outcomes import MailOrdered, MailOutcome, NoMail, refused_mail
from bot.use_cases.activation.start_activation import StartActivation
from bot.use_cases.ports.accounts import Account, Accounts
from bot.use_cases.ports.charges import Charge, LimitReached, Rule
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class ChangeEmail:
    """Mails to the new address; the link that went to the old one is dead.

    Corrections are counted by insured person, so that registering anew allows no more of them.
    """

    accounts: Accounts
    start: StartActivation
    limits: Limits

    async def __call__(
        self, recorder: Recorder, chat_id: int, email: str, cause: int
    ) -> MailOutcome:
        """`email` is in its stored form (`bot.domain.email.email_address`)."""
        account = await self.accounts.of_chat(chat_id)
        if account is None:
            return NoMail.NOTHING_PENDING
        if account.activated:
            return NoMail.ALREADY_ACTIVE
        if await self.accounts.is_outdated(account):
            return NoMail.OUTDATED
        try:
            await self.start.charge(email, cause, *self.counters(account))
        except LimitReached as limit:
            return refused_mail(limit, self.start.clock())
        self.start(recorder, account.id, chat_id)
        recorder.record(self.accounts.change_email(account.id, email))
        return MailOrdered(masked_email(email))

    def counters(self, account: Account) -> list[Charge]:
        """What a correction is charged to."""
        day = Allowance(self.limits.email_changes_per_day, timedelta(hours=24))
        rule = Rule("mail.change", (day,))
        return [Charge(rule, str(insured_id)) for insured_id in account.insured_ids]
