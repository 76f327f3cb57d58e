"""Reading one row of a registry file by the same readers that the chat uses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from typing import Any

from bot.domain.control_answer import control_answer_key
from bot.domain.dates import dotted_date, read_date
from bot.domain.person import Citizenship
from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import skeleton, tidy
from bot.form.draft import Doubt, Draft
from bot.form.reading import read_text
from bot.form.step import StepId
from bot.form.steps import step_row
from bot.use_cases.ports.registry import Cell, RegistryRow
from bot.use_cases.registry.columns import Column, Layout
from bot.use_cases.registry.keys import identity_key, name_key, row_key

LONGEST_TEXT = 200
VALUES_REMEMBERED = 20_000
"""Kinds, policies, given names and the like recur from row to row; reading them costs most."""

_STEPS = {
    Column.POLICY_KIND: StepId.POLICY_KIND,
    Column.POLICY_NUMBER: StepId.POLICY_NUMBER,
    Column.ROLE: StepId.ROLE,
    Column.CITIZENSHIP: StepId.CITIZENSHIP,
    Column.SURNAME: StepId.SURNAME,
    Column.GIVEN_NAME: StepId.GIVEN_NAME,
    Column.PATRONYMIC: StepId.PATRONYMIC,
    Column.BIRTH_DATE: StepId.BIRTH_DATE,
    Column.DOCUMENT_KIND: StepId.DOCUMENT_KIND,
    Column.DOCUMENT_NUMBER: StepId.DOCUMENT_NUMBER,
    Column.ISSUE_DATE: StepId.ISSUE_DATE,
    Column.PHONE: StepId.PHONE,
}
_DATES = frozenset({Column.BIRTH_DATE, Column.ISSUE_DATE, Column.VALID_FROM, Column.VALID_TO})
_SELDOM_AGAIN = frozenset({Column.DOCUMENT_NUMBER, Column.ISSUE_DATE, Column.PHONE})
_KEY = frozenset(
    {
        Column.POLICY_NUMBER,
        Column.ROLE,
        Column.SURNAME,
        Column.GIVEN_NAME,
        Column.PATRONYMIC,
        Column.BIRTH_DATE,
    }
)
_NOTHING = Draft()
_OWN_REASONS = frozenset(
    {
        "empty",
        "date-cell",
        "line-break",
        "extra-cells",
        "too-long",
        "ends-before-begin",
        "year",
        "layout",
    }
)
REASONS = _OWN_REASONS.union(*(step_row(step).reasons for step in _STEPS.values()))
"""Every reason that `RowReader.read` can give."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is not taken; names the column and other rows, never a value.

    Attributes:
        lines: of the file that were read as part of the row, besides its own.
    """

    row: int
    reason: str
    column: str = ""
    others: tuple[int, ...] = ()
    lines: int = 0


Recall = Callable[[Column, str, Draft], Any]


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one file; `recall` reads a value or remembers what it was read as."""

    layout: Layout
    today: date
    recall: Recall

    @classmethod
    def of(cls, layout: Layout, today: date) -> "RowReader":
        return cls(layout, today, lru_cache(VALUES_REMEMBERED)(partial(_value, today)))

    def read(self, number: int, cells: Sequence[Cell]) -> RegistryRow | tuple[Refusal, ...] | None:
        """Return the row, else everything that is wrong with it; None for an empty one."""
        padded = self.padded(cells)
        row = self.values(number, padded)
        if row is None:
            return None
        questions = self.layout.questions.items()
        keys = ((question, _answer_key(padded[place])) for question, place in questions)
        read = _registry_row(row, tuple((question, key) for question, key in keys if key))
        return tuple(row.refusals) or read

    def key(self, number: int, cells: Sequence[Cell]) -> str | None:
        """Return the key of a row that is refused; None where a part of it cannot be read."""
        row = self.values(number, self.padded(cells))
        if row is None:
            return None
        draft = _draft(row)
        known = _KEY.isdisjoint(one.column for one in row.refusals)
        return _key(draft) if known and draft.policy_number else None

    def padded(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Strip the cells and put in the empty ones that a file leaves out at the end of a row.

        A line break stays to be seen, at the end of a cell too.
        """
        return [*map(_stripped, cells), *[""] * (self.layout.width - len(cells))]

    def values(self, number: int, padded: Sequence[Cell]) -> "RowValues | None":
        """Lay the cells out by column; None for an empty row.

        Of a row that goes on in the next line nothing is read: its cells may be another row's.
        """
        if not any(padded):
            return None
        row = RowValues(number, self.today, self.recall)
        if broken := [cell for cell in padded if isinstance(cell, str) and "\n" in cell]:
            lines = sum(cell.strip().count("\n") for cell in broken)
            row.refusals.append(Refusal(number, "line-break", lines=lines))
            return row
        if any(padded[self.layout.width :]):
            row.refuse("extra-cells")
        for column, place in self.layout.columns.items():
            row.take(column, padded[place])
        return row


@dataclass(slots=True, repr=False)
class RowValues:
    """The cells of one row, read one by one; what is wrong with them gathers in `refusals`."""

    number: int
    today: date
    recall: Recall
    texts: dict[Column, str] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, reason: str, column: str = "") -> None:
        self.refusals.append(Refusal(self.number, reason, column))

    def take(self, column: Column, cell: Cell) -> None:
        if isinstance(cell, str):
            self.texts[column] = cell
        elif column in _DATES:
            self.texts[column] = dotted_date(cell)
        else:
            self.refuse("date-cell", column)

    def value(self, column: Column, told: Draft = _NOTHING, *, required: bool = True) -> Any:
        """Read a value as the chat does; None where it is empty, missing or refused."""
        text = self.texts.get(column)
        if not text:
            if required and text is not None:
                self.refuse("empty", column)
            return None
        try:
            if column in _SELDOM_AGAIN:
                return _value(self.today, column, text, told)
            return self.recall(column, text, told)
        except InvalidAnswer as error:
            self.refuse(error.reason, column)
            return None

    def words(self, column: Column, *, required: bool = False) -> str:
        """Read what is kept as it stands."""
        words = tidy(self.texts.get(column, ""))
        if required and not words and column in self.texts:
            self.refuse("empty", column)
        if len(words) > LONGEST_TEXT:
            self.refuse("too-long", column)
        return words


def _registry_row(row: RowValues, answers: tuple[tuple[str, str], ...]) -> RegistryRow | None:
    draft = _draft(row)
    document, issue_date = _document(row, draft)
    valid_from, valid_to = _term(row)
    policyholder = row.words(Column.POLICYHOLDER, required=True)
    hr_contact, identifier = row.words(Column.HR_CONTACT), row.words(Column.IDENTIFIER)
    if row.refusals:
        return None
    key = _key(draft)
    return RegistryRow(
        number=row.number,
        policy=skeleton(draft.value("policy_number")),
        key=key,
        identity=identity_key(key, draft, document, issue_date),
        policy_kind=draft.value("policy_kind"),
        role=draft.value("role"),
        citizenship=draft.citizenship,
        valid_from=valid_from,
        valid_to=valid_to,
        phone=draft.phone,
        policyholder=policyholder,
        hr_contact=hr_contact or None,
        identifier=identifier or None,
        answers=answers,
    )


def _key(draft: Draft) -> str:
    return row_key(skeleton(draft.value("policy_number")), name_key(draft), draft)


def _draft(row: RowValues) -> Draft:
    kind = row.value(Column.POLICY_KIND)
    citizenship = row.value(Column.CITIZENSHIP, required=False)
    told = Draft(policy_kind=kind, citizenship=citizenship)
    named = citizenship is not Citizenship.FOREIGN
    return Draft(
        policy_kind=kind,
        policy_number=row.value(Column.POLICY_NUMBER),
        role=row.value(Column.ROLE),
        citizenship=citizenship,
        surname=row.value(Column.SURNAME, told),
        given_name=row.value(Column.GIVEN_NAME, told, required=named) or "",
        patronymic=row.value(Column.PATRONYMIC, told, required=False) or "",
        birth_date=row.value(Column.BIRTH_DATE),
        document_kind=row.value(Column.DOCUMENT_KIND, told),
        phone=row.value(Column.PHONE, required=False),
    )


def _document(row: RowValues, draft: Draft) -> tuple[str | None, date | None]:
    if draft.document_kind is None:
        return None, None
    number = row.value(Column.DOCUMENT_NUMBER, draft)
    return number, row.value(Column.ISSUE_DATE, draft, required=False)


def _term(row: RowValues) -> tuple[Any, Any]:
    begin, end = row.value(Column.VALID_FROM), row.value(Column.VALID_TO)
    if begin and end and end < begin:
        row.refuse("ends-before-begin", Column.VALID_TO)
    return begin, end


def _stripped(cell: Cell) -> Cell:
    return cell.strip() if isinstance(cell, str) and "\n" not in cell else cell


def _answer_key(cell: Cell) -> str:
    text = cell if isinstance(cell, str) else dotted_date(cell)
    return control_answer_key(text) if text else ""


def _value(today: date, column: Column, text: str, told: Draft) -> Any:
    """Read one value as the chat does; where the chat would ask back, a file is refused.

    Unless the value may be right as it stands: then it is taken so.

    Raises:
        InvalidAnswer: one of `REASONS`.
    """
    step = _STEPS.get(column)
    if step is None:
        return _day(text, today)
    if column in {Column.BIRTH_DATE, Column.ISSUE_DATE}:
        read_date(text, today)  # and nothing beside it, which a person may well write
    parsed = read_text(step, text, told, today)
    if isinstance(parsed, Doubt) and parsed.may_be_kept:
        parsed = read_text(step, parsed.as_typed, replace(told, doubt=parsed), today)
    if isinstance(parsed, Doubt):
        raise InvalidAnswer(parsed.kind)
    return parsed.fields[step.value]


def _day(text: str, today: date) -> date:
    typed = read_date(text, today)
    if not typed.certain:
        raise InvalidAnswer("year")
    return typed.value
