"""What becomes of each row of a list: whose number changes, and why another one stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.form.draft import Draft
from bot.use_cases.phone_list.listed import ListedPhone, PhoneList, keys_of
from bot.use_cases.ports.company_phones import CompanyPhones, Correction, KnownPhone
from bot.use_cases.ports.people import People
from bot.use_cases.registry.rows import Refusal

NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the list that means one row of the registry."""

    row: int
    correction: Correction

    @property
    def is_needed(self) -> bool:
        return self.correction.known.phone != self.correction.phone


@dataclass(frozen=True, slots=True)
class Judged:
    """All rows of a list by what becomes of them; those that are `twice` change nothing."""

    fitting: tuple[Change, ...]
    twice: tuple[int, ...]
    refused: tuple[Refusal, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(one for one in self.fitting if one.is_needed)

    @property
    def same(self) -> tuple[int, ...]:
        return tuple(one.row for one in self.fitting if not one.is_needed)

    @property
    def refused_rows(self) -> int:
        return len({one.row for one in self.refused})

    def refusing(self, refusals: Sequence[Refusal]) -> "Judged":
        """Refuse more rows, and those that were refused already for another reason."""
        rows = {one.row for one in refusals}
        others = (one for one in self.refused if one.row not in rows)
        return Judged(
            fitting=tuple(one for one in self.fitting if one.row not in rows),
            twice=self.twice,
            refused=tuple(sorted([*others, *refusals], key=lambda one: one.row)),
        )


@dataclass(frozen=True, slots=True)
class Own:
    """The rows that somebody has shown or claimed to be their own, by id and by key."""

    ids: frozenset[int]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class JudgeList:
    """HR corrects the people of their policyholder, and nobody corrects themselves."""

    phones: CompanyPhones
    people: People

    async def __call__(self, listed: PhoneList, policyholder: str, by: int) -> Judged:
        keys = [key for row in listed.rows for key in row.keys]
        found = await self.phones.find(policyholder, keys)
        own = await self._own(by)
        judged = [_judge(row, found, own) for row in listed.rows]
        fitting = tuple(one for one in judged if isinstance(one, Change))
        refused = [one for one in judged if isinstance(one, Refusal)]
        return Judged(fitting, listed.twice, listed.refused).refusing(refused)

    async def _own(self, chat_id: int) -> Own:
        drafts = list(_drafts(await self.people.draft_of(chat_id)))
        ids = {*await self.people.rows_of_chat(chat_id)}
        ids |= {one.insured_id for one in drafts if one.insured_id is not None}
        ids |= {one.replacement.insured_id for one in drafts if one.replacement is not None}
        keys = (key for one in drafts if one.policy_number for key in keys_of(one))
        return Own(frozenset(ids), frozenset(keys))


def _drafts(draft: Draft | None) -> Iterator[Draft]:
    if draft is not None:
        yield draft
        yield from _drafts(draft.aside)


def _judge(row: ListedPhone, found: Mapping[str, KnownPhone], own: Own) -> Change | Refusal:
    fitting = [found[key] for key in row.keys if key in found]
    if not fitting:
        return Refusal(row.number, NOT_FOUND)
    if any(one.insured_id in own.ids for one in fitting) or own.keys.intersection(row.keys):
        return Refusal(row.number, "own")
    if len(fitting) > 1:
        return Refusal(row.number, "ambiguous")
    return Change(row.number, Correction(fitting[0], row.phone))
