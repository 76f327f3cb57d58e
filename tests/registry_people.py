"""Further people of the registry: what the six sample people of the sandbox leave out."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.world import SANDBOX

CASES = """
vera  |КАСКО          |777/20  |Страхователем|Гражданин РФ           |Зимина Вера Львовна
maxim |ОСАГО          |ХХХ 0123456789|Страхователем|Иностранное гражданство|Дюран Максим
nina  |Имущество      |ИМ-55/21|Застрахованным|Гражданин РФ          |Ли Нина
lida  |Несчастный случай|НС 900.1|Застрахованным|Гражданин РФ         |Белова-Мухина Лидия Яновна
john  |Поездки        |TR55100/26|Застрахованным|Иностранное гражданство|Smith John
alla  |Поездки        |TR55101/26|Застрахованным|Гражданин РФ         |Petrova Alla Igorevna
timur |Здоровье (ДМС) |500/25  |Страхователем|Иностранное гражданство|Садыков Тимур Рашид оглы
past  |Здоровье (ДМС) |500/25  |Застрахованным|Гражданин РФ          |Гусева Ася Ильинична
future|Здоровье (ДМС) |500/25  |Застрахованным|Гражданин РФ          |Котов Яков Саввич
bare  |Здоровье (ДМС) |500/25  |Застрахованным|Гражданин РФ          |Рыбин Лев Ильич
"""
DOCUMENTS = {
    "vera": ("Паспорт гражданина РФ", "4510 777001", "14.05.2010"),
    "maxim": ("Иностранный паспорт", "FR-88 1234", "03.09.2020"),
    "nina": ("Паспорт гражданина РФ", "4512 777003", "14.05.2012"),
    "lida": ("Свидетельство о рождении РФ", "II-МЮ 654321", "20.05.1990"),
    "john": ("Свидетельство о рождении", "C/1990-17", "01.06.1990"),
    "alla": ("Паспорт гражданина РФ", "4511 777006", "14.05.2011"),
    "timur": ("Иностранный паспорт", "AZE 0777007", "11.11.2021"),
    "past": ("Паспорт гражданина РФ", "4510 777008", "14.05.2010"),
    "future": ("Паспорт гражданина РФ", "4510 777009", "14.05.2010"),
    "bare": ("Паспорт гражданина РФ", "4510 777010", "14.05.2010"),
}
TERMS = {"past": ("01.01.2020", "31.12.2024"), "future": ("01.04.2026", "31.12.2099")}
BORN, ISSUER = "12.05.1990", "Отдел № 7, г. Дальний"


def _sample(number: int, line: str) -> dict[str, Any]:
    name, kind, policy, role, citizenship, full_name = map(str.strip, line.split("|"))
    document, series, issued = DOCUMENTS[name]
    answers = {
        "policy_kind": kind,
        "policy_number": policy,
        "role": role,
        "citizenship": citizenship,
        "full_name": full_name,
        "birth_date": BORN,
        "document_kind": document,
        "document_number": series,
        "document_issued": f"{issued}, {ISSUER}",
        "phone": f"+7 900 100-00-{number:02}",
        "email": f"{name}@example.org",
    }
    return {"id": name, "title": name.title(), "answers": answers, "password": "Lesok47vn"}


FURTHER: Sequence[Mapping[str, Any]] = [
    _sample(number, line) for number, line in enumerate(CASES.strip().splitlines(), 1)
]


def write_registry(file: Path) -> Path:
    """Write the rows of these people as an insurer would."""
    with (SANDBOX / "sample_registry.csv").open(encoding="utf-8") as sample:
        header = [name for name in next(csv.reader(sample, delimiter=";")) if ":" not in name]
    with file.open("w", encoding="utf-8", newline="") as rows:
        writer = csv.writer(rows, delimiter=";")
        writer.writerow(header)
        writer.writerows(_row(one["id"], one["answers"]) for one in FURTHER)
    return file


def _row(name: str, told: Mapping[str, str]) -> list[str]:
    surname, given_name, patronymic = f"{told['full_name']} ".split(" ", 2)
    issued = "" if name == "bare" else told["document_issued"].partition(",")[0]
    return [
        *(told["policy_kind"], told["policy_number"], "ООО «Тихий берег»"),
        *(told["role"], told["citizenship"]),
        *(surname, given_name, patronymic, told["birth_date"]),
        *(told["document_kind"], told["document_number"], issued, ISSUER, told["phone"]),
        *TERMS.get(name, ("01.01.2020", "31.12.2099")),
        *("Раиса Мельник, добавочный 5", f"id-{name}"),
    ]


def write_corrected(file: Path) -> Path:
    """Write the sample registry as it is after HR has put the new number into the contract."""
    sample = (SANDBOX / "sample_registry.csv").read_text("utf-8")
    without_phone = "10.03.2005;ОВД Лесной;;"
    assert without_phone in sample
    told = sample.replace(without_phone, "10.03.2005;ОВД Лесной;+7 900 000-00-06;")
    file.write_text(told, "utf-8")
    return file
