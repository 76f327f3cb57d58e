"""Gathers what is known of one person, wherever it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.form.draft import Draft
from bot.use_cases.administration.person_locks import Lock, PersonLocks, Subjects
from bot.use_cases.ports.accounts import Accounts
from bot.use_cases.ports.people import People, Traces
from bot.use_cases.registry.keys import claimed_rows


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """One person as an administrator may see them; `subjects` stays inside."""

    traces: Traces
    locks: tuple[Lock, ...]
    subjects: Subjects


@dataclass(frozen=True, slots=True)
class LookAtPerson:
    """Finds the counters of a person through rows of the registry, chats, drafts and accounts.

    Whoever typed somebody's data is not that person: a chat counts as theirs once it has proved
    the phone.
    """

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
        drafts = [await self.people.draft_of(one) for one in (*traces.own_chats, *traces.chats)]
        found = [await self.accounts.find(one) for one in traces.pending]
        subjects = Subjects(
            insured_ids=tuple(insured_ids),
            phones=tuple(sorted(phones)),
            chat_ids=traces.own_chats,
            claims=tuple([one for one in drafts if one and await self._means(one, insured_ids)]),
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
        phones = {*(await self.people.traces(insured_ids)).phones}
        if draft.phone and await self._means(draft, insured_ids):
            phones.add(draft.phone)
        pending = () if account is None or account.activated else (account,)
        return Subjects(insured_ids, tuple(sorted(phones)), (chat_id,), (draft,), pending)

    async def _means(self, draft: Draft, insured_ids: Sequence[int]) -> bool:
        claimed = await self.people.rows_with_keys(claimed_rows(draft))
        return not claimed.isdisjoint(insured_ids)
