"""«Добавить полис», «Добавить ребёнка»: what the account holds already is not asked again."""

from dataclasses import dataclass

from bot.form.adding import begin_adding
from bot.form.draft import Adding, Draft
from bot.use_cases.ports.accounts import Accounts
from bot.use_cases.ports.consents import Agreement, Consents


@dataclass(frozen=True, slots=True)
class BeginAdding:
    """The consent is asked for again only if it has been worded anew."""

    accounts: Accounts
    consents: Consents

    async def __call__(self, chat_id: int, adding: Adding, consent: Agreement) -> Draft | None:
        """Return the draft to begin with, None where the chat has no activated account."""
        account = await self.accounts.of_chat(chat_id)
        if account is None or not account.activated:
            return None
        version = consent.text.version
        consented = await self.consents.is_given(chat_id, consent.kind, version)
        return begin_adding(adding, account.phone, account.email, consented=consented)
