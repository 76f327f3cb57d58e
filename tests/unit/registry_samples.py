"""A good row of a registry file about an invented person, to start registry tests from."""

from collections.abc import Sequence
from datetime import date

from bot.domain.document import DocumentKind
from bot.domain.person import Citizenship, Role
from bot.domain.policy import PolicyKind
from bot.form.draft import Draft
from bot.use_cases.ports.registry import Cell, RegistryRow, Sheet
from bot.use_cases.registry.columns import Column, read_header
from bot.use_cases.registry.rows import Refusal, RowReader

TODAY = date(2026, 3, 2)
QUESTION = "вопрос: Кличка первой собаки?"
HEADER = (*(column.value for column in Column), QUESTION)
GOOD: dict[str, Cell] = {
    Column.POLICY_KIND: "ДМС",
    Column.POLICY_NUMBER: "AM012345678/13",
    Column.POLICYHOLDER: "ООО «Северный маяк»",
    Column.ROLE: "Застрахованный",
    Column.CITIZENSHIP: "РФ",
    Column.SURNAME: "Кукушкина",
    Column.GIVEN_NAME: "Алла",
    Column.PATRONYMIC: "Петровна",
    Column.BIRTH_DATE: "12.03.1990",
    Column.DOCUMENT_KIND: "Паспорт гражданина РФ",
    Column.DOCUMENT_NUMBER: "4510 123456",
    Column.ISSUE_DATE: "15.04.2010",
    Column.ISSUER: "ОВД Тверской",
    Column.PHONE: "+7 900 000-00-01",
    Column.VALID_FROM: "01.01.2026",
    Column.VALID_TO: "31.12.2026",
    Column.HR_CONTACT: "Ольга Ветрова, добавочный 214",
    Column.IDENTIFIER: "",
    QUESTION: "",
}
ALLA = Draft(
    policy_kind=PolicyKind.HEALTH,
    policy_number="AM012345678/13",
    role=Role.INSURED,
    citizenship=Citizenship.RUSSIAN,
    surname="Кукушкина",
    given_name="Алла",
    patronymic="Петровна",
    birth_date=date(1990, 3, 12),
    document_kind=DocumentKind.RUSSIAN_PASSPORT,
    document_number="4510 123456",
    issue_date=date(2010, 4, 15),
    issuer="ОВД Тверской",
    phone="+79000000001",
)
"""What the person of `GOOD` answers in the chat."""


def cells(**changes: Cell) -> list[Cell]:
    """The good row with values changed by the names of `Column`, or `QUESTION`."""
    columns = {**Column.__members__, "QUESTION": QUESTION}
    changed = GOOD | {columns[name]: value for name, value in changes.items()}
    return [changed[name] for name in HEADER]


def sheet(*rows: Sequence[Cell]) -> Sheet:
    """A table whose first row has the number 2, as under a header."""
    return Sheet(HEADER, iter(list(enumerate(rows, 2))), len(rows))


def read(**changes: Cell) -> RegistryRow | tuple[Refusal, ...] | None:
    return RowReader.of(read_header(HEADER), TODAY).read(2, cells(**changes))


def good(number: int = 2, /, **changes: Cell) -> RegistryRow:
    row = RowReader.of(read_header(HEADER), TODAY).read(number, cells(**changes))
    assert isinstance(row, RegistryRow), row
    return row
