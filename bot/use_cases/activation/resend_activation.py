"""«Нет письма?»: another mail to the same address; its link replaces the former one."""

from dataclasses import dataclass

from bot.domain.email import masked_email
from bot.use_cases.activation.mail_outcomes import MailOrdered, MailOutcome, NoMail, refused_mail
from bot.use_cases.activation.start_activation import StartActivation
from bot.use_cases.ports.accounts import Accounts
from bot.use_cases.ports.charges import LimitReached
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class ResendActivation:
    """Mails the pending account of a chat again."""

    accounts: Accounts
    start: StartActivation

    async def __call__(self, recorder: Recorder, chat_id: int, cause: int) -> MailOutcome:
        account = await self.accounts.of_chat(chat_id)
        if account is None:
            return NoMail.NOTHING_PENDING
        if account.activated:
            return NoMail.ALREADY_ACTIVE
        if await self.accounts.is_outdated(account):
            return NoMail.OUTDATED
        try:
            await self.start.charge(account.email, cause)
        except LimitReached as limit:
            return refused_mail(limit, self.start.clock())
        self.start(recorder, account.id, chat_id)
        return MailOrdered(masked_email(account.email))
