"""Reading one row of a registry file by the same readers that the chat uses."""

from collections.abc import Callable, Mapping, Sequence
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
from bot.use_cases.registry_columns import Column, Layout
from bot.use_cases.registry_keys import identity_key, name_key, row_key

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
_UNIQUE = frozenset({Column.DOCUMENT_NUMBER, Column.ISSUE_DATE, Column.PHONE})
_OWN_REASONS = frozenset(
    {"empty", "date-cell", "extra-cells", "too-long", "ends-before-begin", "year", "layout"}
)
REASONS = _OWN_REASONS.union(*(step_row(step).reasons for step in _STEPS.values()))
"""Every reason that `RowReader.read` can give."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is not taken; names the column and other rows, never a value."""

    row: int
    reason: str
    column: str = ""
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one file."""

    layout: Layout
    today: date
    recall: Callable[[Column, str, Draft], Any]

    @classmethod
    def of(cls, layout: Layout, today: date) -> "RowReader":
        recall = lru_cache(VALUES_REMEMBERED)(partial(_value, today))
        return cls(layout, today, recall)

    def read(self, number: int, cells: Sequence[Cell]) -> RegistryRow | tuple[Refusal, ...] | None:
        """Return the row, else everything that is wrong with it; None for an empty one."""
        if not any(cells):
            return None
        row = _Row(self, number, cells)
        if any(cells[self.layout.width :]):
            row.refuse("extra-cells")
        read = row.read()
        return tuple(row.refusals) or read


@dataclass(slots=True)
class _Row:
    reader: RowReader
    number: int
    cells: Sequence[Cell]
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, reason: str, column: str = "") -> None:
        self.refusals.append(Refusal(self.number, reason, column))

    def read(self) -> RegistryRow | None:
        draft = self._identity()
        details = self._details()
        if self.refusals:
            return None
        policy = skeleton(draft.policy_number or "")
        key = row_key(policy, name_key(draft), draft)
        identity = identity_key(key, draft, draft.issue_date)
        return RegistryRow(
            number=self.number,
            policy=policy,
            key=key,
            identity=identity,
            policy_kind=draft.value("policy_kind"),
            role=draft.value("role"),
            citizenship=draft.citizenship,
            phone=draft.phone,
            **details,
        )

    def _identity(self) -> Draft:
        kind = self._required(Column.POLICY_KIND, Draft())
        citizenship = self._optional(Column.CITIZENSHIP, Draft())
        context = Draft(policy_kind=kind, citizenship=citizenship)
        single = citizenship is Citizenship.FOREIGN
        given = self._optional if single else self._required
        draft = replace(
            context,
            policy_number=self._required(Column.POLICY_NUMBER, Draft()),
            role=self._required(Column.ROLE, Draft()),
            surname=self._required(Column.SURNAME, context),
            given_name=given(Column.GIVEN_NAME, context) or "",
            patronymic=self._optional(Column.PATRONYMIC, context) or "",
            birth_date=self._required(Column.BIRTH_DATE, Draft()),
            document_kind=self._required(Column.DOCUMENT_KIND, context),
            phone=self._optional(Column.PHONE, Draft()),
        )
        if draft.document_kind is None:
            return draft
        return replace(
            draft,
            document_number=self._required(Column.DOCUMENT_NUMBER, draft),
            issue_date=self._optional(Column.ISSUE_DATE, draft),
        )

    def _details(self) -> dict[str, Any]:
        begin = self._required(Column.VALID_FROM, Draft())
        end = self._required(Column.VALID_TO, Draft())
        if begin and end and end < begin:
            self.refuse("ends-before-begin", Column.VALID_TO)
        policyholder = self._words(Column.POLICYHOLDER)
        if policyholder == "":
            self.refuse("empty", Column.POLICYHOLDER)
        return {
            "policyholder": policyholder,
            "hr_contact": self._words(Column.HR_CONTACT) or None,
            "identifier": self._words(Column.IDENTIFIER) or None,
            "valid_from": begin,
            "valid_to": end,
            "answers": self._answers(),
        }

    def _required(self, column: Column, context: Draft) -> Any:
        if not self._cell(column):
            self.refuse("empty", column)
            return None
        return self._optional(column, context)

    def _optional(self, column: Column, context: Draft) -> Any:
        read = partial(_value, self.reader.today) if column in _UNIQUE else self.reader.recall
        try:
            text = self._text(column)
            return read(column, text, context) if text else None
        except InvalidAnswer as error:
            self.refuse(error.reason, column)
            return None

    def _words(self, column: Column) -> str:
        try:
            words = tidy(self._text(column))
        except InvalidAnswer as error:
            self.refuse(error.reason, column)
            return ""
        if len(words) > LONGEST_TEXT:
            self.refuse("too-long", column)
        return words

    def _answers(self) -> tuple[tuple[str, str], ...]:
        places = self.reader.layout.questions.items()
        keys = ((question, _answer_key(self._at(place))) for question, place in places)
        return tuple((question, key) for question, key in keys if key)

    def _text(self, column: Column) -> str:
        cell = self._cell(column)
        if isinstance(cell, str):
            return cell
        if column in _DATES:
            return dotted_date(cell)
        raise InvalidAnswer("date-cell")

    def _cell(self, column: Column) -> Cell:
        place = self.reader.layout.columns.get(column)
        return "" if place is None else self._at(place)

    def _at(self, place: int) -> Cell:
        cell = self.cells[place] if place < len(self.cells) else ""
        return cell.strip() if isinstance(cell, str) else cell


def _answer_key(cell: Cell) -> str:
    text = cell if isinstance(cell, str) else dotted_date(cell)
    return control_answer_key(text) if text else ""


def _value(today: date, column: Column, text: str, context: Draft) -> Any:
    """Read one value as the chat does; where the chat would ask back, a file is refused.

    Raises:
        InvalidAnswer: one of `REASONS`.
    """
    if column not in _STEPS:
        return _validity(text, today)
    step = _STEPS[column]
    parsed = read_text(step, text, context, today)
    if isinstance(parsed, Doubt):
        raise InvalidAnswer(parsed.kind)
    return parsed.fields[step_row(step).fields[0]]


def _validity(text: str, today: date) -> date:
    typed = read_date(text, today)
    if not typed.certain:
        raise InvalidAnswer("year")
    return typed.value
