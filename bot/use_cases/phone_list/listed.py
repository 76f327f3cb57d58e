"""A table of people and their phones: read by the readers of the registry's import."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.person import Citizenship, Role
from bot.domain.spelling import skeleton
from bot.form.draft import Draft
from bot.use_cases.ports.registry import Sheet, UnreadableFile
from bot.use_cases.registry.columns import Column, read_header
from bot.use_cases.registry.conflicts import OTHERS_NAMED
from bot.use_cases.registry.import_registry import PROGRESS_STEP, Phase, Progress
from bot.use_cases.registry.keys import name_key, row_key
from bot.use_cases.registry.rows import Refusal, RowReader, RowValues

COLUMNS = (
    Column.POLICY_NUMBER,
    Column.SURNAME,
    Column.GIVEN_NAME,
    Column.PATRONYMIC,
    Column.BIRTH_DATE,
    Column.PHONE,
)
"""All of them must be there, and no other one."""
MOST_ROWS = 1_000
"""Filled rows of one list. All its changes are one transaction, which keeps the others from
writing for about a second on SQLite."""
LARGEST_LIST = 2 * 1024 * 1024
"""Bytes of a file; a thousand rows take a tenth of a megabyte."""
MOST_UNPACKED = 100 * 1024 * 1024
"""Bytes that a spreadsheet may say it unpacks to."""
MOST_DATES = 2
"""Birth dates under which one list may name somebody: a slip, and not a row of guesses."""
SHARED_BY = 5
"""People of one list who may have the same phone, as a family does."""
FORMULA_SIGNS = ("=", "@", "＝", "＠")
"""A text that begins so was meant to be worked out; what Excel has worked out comes as a value."""
_ANYBODY = Draft(citizenship=Citizenship.FOREIGN)
"""The list says nobody's citizenship, so that names are read as freely as a foreigner's."""


@dataclass(frozen=True, slots=True, repr=False)
class ListedPhone:
    """A good row of the list.

    Attributes:
        person: policy and name, whatever the birth date.
        keys: of the rows of the registry that can be meant, one for each role.
    """

    number: int
    person: str
    keys: tuple[str, ...]
    phone: str


@dataclass(frozen=True, slots=True)
class PhoneList:
    """What a file says; `twice` are rows that repeat another one, person and phone."""

    rows: tuple[ListedPhone, ...]
    twice: tuple[int, ...]
    refused: tuple[Refusal, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.twice or self.refused)


def read_phone_list(sheet: Sheet, today: date, progress: Progress) -> PhoneList:
    """Read a table.

    Raises:
        BadHeader: its columns are not `COLUMNS`.
        UnreadableFile: it breaks off; too-many-rows: see `MOST_ROWS`.
    """
    reader = RowReader.of(read_header(sheet.header, COLUMNS), today)
    read = list(_rows(sheet, reader, progress))
    listed = [row for row in read if isinstance(row, ListedPhone)]
    refused = [reason for row in read if not isinstance(row, ListedPhone) for reason in row]
    contradictory = [*_contradictions(listed), *_guesses(listed), *_crowds(listed)]
    bad = {one.row for one in contradictory}
    first = {row.keys: row.number for row in reversed(listed)}
    good = [row for row in listed if row.number not in bad]
    return PhoneList(
        rows=tuple(row for row in good if first[row.keys] == row.number),
        twice=tuple(row.number for row in good if first[row.keys] != row.number),
        refused=tuple(sorted([*refused, *contradictory], key=lambda one: one.row)),
    )


def _rows(
    sheet: Sheet, reader: RowReader, progress: Progress
) -> Iterator[ListedPhone | tuple[Refusal, ...]]:
    filled = 0
    for number, cells in sheet.rows:
        row = reader.values(number, reader.padded(cells))
        if row is None:
            continue
        filled += 1
        if filled > MOST_ROWS:
            raise UnreadableFile("too-many-rows")
        if filled % PROGRESS_STEP == 0:
            progress(Phase.READING, filled, max(filled, sheet.total))
        yield _listed(row)


def _listed(row: RowValues) -> ListedPhone | tuple[Refusal, ...]:
    for column in COLUMNS:
        if row.texts.get(column, "").startswith(FORMULA_SIGNS):
            row.refuse("formula", column)
            del row.texts[column]
    person = Draft(
        policy_number=row.value(Column.POLICY_NUMBER),
        surname=row.value(Column.SURNAME, _ANYBODY),
        given_name=row.value(Column.GIVEN_NAME, _ANYBODY),
        patronymic=row.value(Column.PATRONYMIC, _ANYBODY, required=False),
        birth_date=row.value(Column.BIRTH_DATE),
    )
    phone = row.value(Column.PHONE)
    if row.refusals:
        return tuple(row.refusals)
    return ListedPhone(row.number, _policy_and_name(person), keys_of(person), phone)


def keys_of(person: Draft) -> tuple[str, ...]:
    """The keys that the registry can have for a person, whatever their role.

    Raises:
        LookupError: the draft lacks the policy.
    """
    if person.policy_number is None:
        raise LookupError("no policy_number to look up")
    policy, name = skeleton(person.policy_number), name_key(person)
    return tuple(row_key(policy, name, person.with_values({"role": role})) for role in Role)


def _policy_and_name(person: Draft) -> str:
    return f"{skeleton(person.policy_number or '')}|{name_key(person)}"


def _contradictions(rows: Sequence[ListedPhone]) -> Iterator[Refusal]:
    """Every row of a person who stands in the list with two phones."""
    for several in _alike(rows, lambda row: row.keys):
        for one in several:
            others = tuple(row.number for row in several if row.phone != one.phone)
            if others:
                yield Refusal(one.number, "two-phones", others=others[:OTHERS_NAMED])


def _guesses(rows: Sequence[ListedPhone]) -> Iterator[Refusal]:
    """Every row of a name that stands in the list with more birth dates than a slip explains."""
    for several in _alike(rows, lambda row: row.person):
        if len({row.keys for row in several}) > MOST_DATES:
            for one in several:
                others = tuple(row.number for row in several if row.keys != one.keys)
                yield Refusal(one.number, "many-dates", others=others[:OTHERS_NAMED])


def _crowds(rows: Sequence[ListedPhone]) -> Iterator[Refusal]:
    """Every row of a phone that more people have than a family; `others` is one row of each."""
    for several in _alike(rows, lambda row: row.phone):
        people = {row.keys: row.number for row in reversed(several)}
        if len(people) > SHARED_BY:
            for one in several:
                others = tuple(number for keys, number in people.items() if keys != one.keys)
                yield Refusal(one.number, "shared", others=others)


def _alike(
    rows: Sequence[ListedPhone], sign: Callable[[ListedPhone], Hashable]
) -> Iterator[list[ListedPhone]]:
    alike: dict[Hashable, list[ListedPhone]] = defaultdict(list)
    for row in rows:
        alike[sign(row)].append(row)
    yield from alike.values()
