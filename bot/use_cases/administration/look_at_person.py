"""Gathers what is known of one person, wherever it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.form.draft import Draft
from bot.use_cases.administration.person_locks import Lock, PersonLocks, Subjects
from bot.use_cases.ports.accounts import Accounts
from bot.use_cases.ports.people import People, Traces


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """One person as an administrator may see them; `subjects` stays inside."""

    traces: Traces
    locks: tuple[Lock, ...]
    subjects: Subjects


@dataclass(frozen=True, slots=True)
class LookAtPerson:
    """Finds the counters of a person through rows of the registry, chats, drafts and accounts."""

    people: People
    accounts: Accounts
    locks: PersonLocks

    async def by_rows(self, insured_ids: Sequence[int], phone: str | None = None) -> PersonSeen:
        """Look at these rows of the registry.

        Args:
            phone: one that the person is known by besides that of the registry.
        """
        traces = await self.people.traces(insured_ids)
        phones = {*traces.phones, *([phone] if phone else [])}
        chats = [(one, await self.people.draft_of(one)) for one in traces.chat_ids]
        found = [await self.accounts.find(one) for one in traces.pending]
        subjects = Subjects(
            insured_ids=tuple(insured_ids),
            phones=tuple(sorted(phones)),
            drafts=tuple((one, draft or Draft()) for one, draft in chats),
            accounts=tuple(one for one in found if one is not None),
        )
        return PersonSeen(traces, await self.locks.in_force(subjects), subjects)

    async def by_chat(self, chat_id: int) -> Subjects | None:
        """Return what a chat is counted by; None for one that nobody knows."""
        draft = await self.people.draft_of(chat_id)
        if draft is None:
            return None
        account = await self.accounts.of_chat(chat_id)
        insured_ids = await self.people.rows_of_chat(chat_id)
        traces = await self.people.traces(insured_ids)
        phones = {*traces.phones, *([draft.phone] if draft.phone else [])}
        pending = () if account is None or account.activated else (account,)
        return Subjects(insured_ids, tuple(sorted(phones)), ((chat_id, draft),), pending)
