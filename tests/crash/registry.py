"""As many invented insured people as a crash run may need."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HEADER = (
    "вид полиса;номер полиса;страхователь;роль;гражданство;фамилия;имя;отчество;дата рождения;"
    "документ;серия и номер;дата выдачи;кем выдан;телефон;действует с;действует по;контакт HR"
)
LETTERS = "абвгдежзик"


@dataclass(frozen=True)
class Insured:
    """One row and what its person types."""

    number: int

    @property
    def full_name(self) -> str:
        tail = "".join(LETTERS[int(digit)] for digit in f"{self.number:04}")
        return f"Пробный{tail} Иван Петрович"

    @property
    def document(self) -> str:
        return f"4510 {100_000 + self.number}"

    @property
    def phone(self) -> str:
        """E.164; spread over prefixes, since messages to one prefix are limited."""
        return f"+79{self.number:05}{1000 + self.number:04}"

    @property
    def email(self) -> str:
        return f"person{self.number}@example.org"

    def row(self) -> str:
        name = ";".join(self.full_name.split())
        return (
            f"ДМС;123/14;ООО «Проба»;Застрахованный;РФ;{name};12.03.1990;Паспорт гражданина РФ;"
            f"{self.document};15.04.2010;ОВД Тверской;{self.phone};"
            "01.01.2020;31.12.2099;отдел кадров"
        )


def write_registry(file: Path, people: int) -> Iterator[Insured]:
    """Write the file and give its people one by one."""
    insured = [Insured(number) for number in range(people)]
    file.write_text("\n".join([HEADER, *(one.row() for one in insured)]), "utf-8")
    return iter(insured)
