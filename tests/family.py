"""Rows of the registry that belong to people who have an account already."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import update

from storage.tables import insured
from tests.applicant import SAMPLES
from tests.registry_people import ISSUER, write_registry
from tests.running_bot import RunningBot
from tests.world import import_registry

VERA = SAMPLES["vera"]["answers"]
CHILD = {
    "policy_kind": "Здоровье (ДМС)",
    "policy_number": "600/26",
    "role": "Застрахованным",
    "citizenship": "Гражданин РФ",
    "full_name": "Зимин Михаил Петрович",
    "birth_date": "03.04.2019",
    "document_kind": "Свидетельство о рождении РФ",
    "document_number": "V-БЮ 204060",
    "document_issued": f"10.04.2019, {ISSUER}",
}
FAMILY: Mapping[str, Mapping[str, str]] = {
    "child": {**CHILD, "phone": VERA["phone"]},
    "second policy": {
        **VERA,
        **{name: CHILD[name] for name in ("policy_kind", "role")},
        "policy_number": "601/26",
    },
    "without phone": {**CHILD, "full_name": "Зимина Ольга Петровна", "phone": ""},
}
"""Of Vera, who has a phone; a child may have none."""


async def joins_the_registry(bot: RunningBot, folder: Path) -> None:
    """Import the family while the bot runs."""
    file = write_registry(folder / "family.csv")
    with file.open(encoding="utf-8") as people:
        header = next(csv.reader(people, delimiter=";"))
    with file.open("w", encoding="utf-8", newline="") as rows:
        writer = csv.writer(rows, delimiter=";")
        writer.writerows([header, *map(_row, FAMILY.values())])
    await import_registry(bot.settings.database_url, file)


async def policies_end(bot: RunningBot) -> None:
    """Let a file without anybody replace the registry."""
    async with bot.app.core.store.database.transaction() as connection:
        await connection.execute(update(insured).values(ended_at=bot.clock.now))


def told_of(member: str, sample: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the sample of the account's owner with the answers about a member of the family."""
    return {**sample, "answers": {**sample["answers"], **FAMILY[member]}}


def _row(told: Mapping[str, str]) -> list[str]:
    issued = told["document_issued"].partition(",")[0]
    return [
        *(told["policy_kind"], told["policy_number"], "ООО «Тёплый дом»"),
        *(told["role"], told["citizenship"], *told["full_name"].split(" ")),
        *(told["birth_date"], told["document_kind"], told["document_number"]),
        *(issued, ISSUER, told["phone"], "01.01.2020", "31.12.2099"),
        *("Раиса Мельник, добавочный 5", ""),
    ]
