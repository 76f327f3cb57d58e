"""The header of a registry file, or of a part of one: which column holds what."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.spelling import skeleton, tidy

LONGEST_NAME = 300
"""Signs of a column's name, the question in it included."""
QUESTION_LABEL = "вопрос"


class Column(StrEnum):
    """The columns by the names of the README; all but the last must be there."""

    POLICY_KIND = "вид полиса"
    POLICY_NUMBER = "номер полиса"
    POLICYHOLDER = "страхователь"
    ROLE = "роль"
    CITIZENSHIP = "гражданство"
    SURNAME = "фамилия"
    GIVEN_NAME = "имя"
    PATRONYMIC = "отчество"
    BIRTH_DATE = "дата рождения"
    DOCUMENT_KIND = "документ"
    DOCUMENT_NUMBER = "серия и номер"
    ISSUE_DATE = "дата выдачи"
    ISSUER = "кем выдан"
    PHONE = "телефон"
    VALID_FROM = "действует с"
    VALID_TO = "действует по"
    HR_CONTACT = "контакт HR"
    IDENTIFIER = "идентификатор"


_OPTIONAL = frozenset({Column.IDENTIFIER})


class BadHeader(Exception):
    """The columns are not those of the table; the tuples hold their names."""

    def __init__(
        self, missing: Sequence[str], unknown: Sequence[str], repeated: Sequence[str]
    ) -> None:
        super().__init__("bad header")
        self.missing = tuple(missing)
        self.unknown = tuple(unknown)
        self.repeated = tuple(repeated)


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of the columns, and of the control questions by their texts."""

    columns: Mapping[Column, int]
    questions: Mapping[str, int]
    width: int


def read_header(header: Sequence[str], wanted: Collection[Column] = tuple(Column)) -> Layout:
    """Find the columns in any order, case and spacing; nameless ones are passed over.

    Args:
        wanted: the columns of the table; those of a whole registry unless told otherwise.

    Raises:
        BadHeader: some are missing, unknown or there twice.
    """
    names = [tidy(cell) for cell in header]
    known = {skeleton(column): column for column in wanted}
    columns, questions, unknown = {}, {}, []
    for place, name in enumerate(names):
        if column := known.get(skeleton(name)):
            columns[column] = place
        elif question := _question(name):
            questions[question] = place
        elif name:
            unknown.append(name)
    missing = [column for column in wanted if column not in {*columns, *_OPTIONAL}]
    repeated = [name for name, times in Counter(_folded(names)).items() if name and times > 1]
    if missing or unknown or repeated:
        raise BadHeader(missing, unknown, repeated)
    return Layout(columns, questions, len(names))


def _question(name: str) -> str:
    """Return "" for what is none, or is too long to be asked in one message."""
    label, _, question = name.partition(":")
    is_one = skeleton(label) == skeleton(QUESTION_LABEL) and len(name) <= LONGEST_NAME
    return question.strip() if is_one else ""


def _folded(names: Sequence[str]) -> list[str]:
    known = {skeleton(column): column.value for column in Column}
    return [known.get(skeleton(name), name) for name in names]
