"""Rows of one policyholder, and what is known of whoever sends a list, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from bot.form.draft import Draft
from bot.use_cases.ports.company_phones import Correction, KnownPhone
from bot.use_cases.ports.people import Group, Traces
from bot.use_cases.ports.storage import Write


@dataclass
class FakeCompanyPhones:
    """Rows by their keys; `in_office` is who may change them."""

    policyholder: str
    rows: dict[str, KnownPhone] = field(default_factory=dict)
    in_office: set[int] = field(default_factory=set)
    waiting: tuple[int, ...] = ()

    async def find(self, policyholder: str, keys: Sequence[str]) -> Mapping[str, KnownPhone]:
        theirs = self.rows if policyholder == self.policyholder else {}
        return {key: theirs[key] for key in keys if key in theirs}

    def correct(
        self, policyholder: str, corrections: Sequence[Correction], by: int
    ) -> tuple[Write, ...]:
        return tuple(Write(partial(self._correct, one, by), guarded=True) for one in corrections)

    def _correct(self, one: Correction, by: int) -> bool:
        hit = by in self.in_office and one.known in self.rows.values()
        corrected = replace(one.known, phone=one.phone)
        self.rows = {
            key: corrected if row == one.known and hit else row for key, row in self.rows.items()
        }
        return hit

    async def waiting_chats(self, policyholder: str) -> tuple[int, ...]:
        return self.waiting


@dataclass
class FakePeople:
    """What one chat has shown or claimed to be its own."""

    rows: tuple[int, ...] = ()
    draft: Draft | None = None

    async def rows_of_chat(self, chat_id: int) -> tuple[int, ...]:
        return self.rows

    async def draft_of(self, chat_id: int) -> Draft | None:
        return self.draft

    async def with_phone(self, phone: str) -> Group:
        raise NotImplementedError

    async def with_policy(self, number: str) -> Group:
        raise NotImplementedError

    async def traces(self, insured_ids: Sequence[int]) -> Traces:
        raise NotImplementedError

    async def rows_with_keys(self, keys: Sequence[str]) -> frozenset[int]:
        raise NotImplementedError
