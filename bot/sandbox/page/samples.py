"""The sample people whose data can be typed into the chat."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_LABELS = {
    "policy_kind": "Вид полиса",
    "policy_number": "Номер полиса",
    "role": "Являюсь",
    "citizenship": "Гражданство",
    "full_name": "Фамилия, Имя, Отчество",
    "birth_date": "Дата рождения",
    "document_kind": "Документ",
    "document_number": "Серия и номер",
    "document_issued": "Дата выдачи, Кем выдан",
    "phone": "Мобильный телефон",
    "email": "E-mail",
}
_OUTCOMES = {
    "matched": "Данные совпадут с договором: на телефон придёт пин-код, на почту — письмо.",
    "phone_different": "В договоре другой телефон: бот предложит заменить его и задаст вопросы.",
    "phone_missing": "Телефона в договоре нет, вопросов тоже: номер подтвердит HR. "
    "Переключитесь на Ольгу и введите 4 цифры.",
}


@dataclass(frozen=True, slots=True)
class Datum:
    """One answer under the form's own label."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Somebody of the sample registry, or somebody who tries to be.

    Attributes:
        note: why this person is of interest.
        outcome: what the registration comes to.
        phone: digits only, as Telegram would share it.
    """

    id: str
    name: str
    note: str
    outcome: str
    phone: str
    data: tuple[Datum, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def load_samples(path: Path) -> Mapping[str, Sample]:
    """Read the people by their ids."""
    samples = [_sample(raw) for raw in json.loads(path.read_text(encoding="utf-8"))]
    return {sample.id: sample for sample in samples}


def _sample(raw: Mapping[str, Any]) -> Sample:
    answers: Mapping[str, str] = raw["answers"]
    asked = {_LABELS[step]: value for step, value in answers.items()}
    data = asked | {"Пароль": raw["password"]} | raw["control_answers"]
    return Sample(
        id=raw["id"],
        name=raw["title"],
        note=raw["note"],
        outcome=_OUTCOMES[raw["outcome"]],
        phone="7" + re.sub(r"\D", "", answers["phone"])[-10:],
        data=tuple(Datum(label, value) for label, value in data.items()),
    )
