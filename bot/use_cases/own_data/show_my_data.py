"""«/mydata»: what is held about a person, in lines with everything masked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.email import masked_email
from bot.domain.moscow import MOSCOW
from bot.domain.phone import masked_phone
from bot.form.draft import Draft
from bot.form.review import review
from bot.use_cases.ports.personal_data import Held, HeldAccount, PersonalData
from bot.use_cases.ports.texts import PlainText


@dataclass(frozen=True, slots=True)
class ShowMyData:
    """Reads only."""

    data: PersonalData
    text: PlainText

    async def __call__(self, chat_id: int, draft: Draft) -> str:
        """Return the lines; of unfinished answers they name only which there are."""
        return "\n".join(self._lines(draft, await self.data.held(chat_id)))

    def _lines(self, draft: Draft, held: Held) -> Iterator[str]:
        yield self.text("mydata-chat")
        yield from (self._account(one) for one in held.accounts)
        if answers := self._answers(draft):
            yield self.text("mydata-answers", answers=", ".join(answers))
        for given in held.consents:
            when = _day(given.at)
            yield self.text("mydata-consent", kind=given.kind, version=given.version, date=when)
        for asked in held.requests:
            when, company = _day(asked.created_at), asked.policyholder
            yield self.text("mydata-request", company=company, state=asked.state, date=when)
        if held.employer is not None:
            way = "link" if held.invited else "registry"
            yield self.text("mydata-employer", way=way, company=held.employer)
        yield from (self.text("mydata-hr", company=one) for one in held.acts_for)
        if held.messages:
            yield self.text("mydata-messages", count=str(held.messages))

    def _account(self, account: HeldAccount) -> str:
        return self.text(
            "mydata-account",
            email=masked_email(account.email),
            phone=masked_phone(account.phone),
            registered=_day(account.created_at),
            activated="" if account.activated_at is None else _day(account.activated_at),
            state="pending" if account.activated_at is None else "active",
            policies=str(account.people),
        )

    def _answers(self, draft: Draft) -> list[str]:
        return [self.text(line.label_id) for line in review(draft)]


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(MOSCOW):%d.%m.%Y}"
