"""Employees who wait for a number: what a list of HR changes for them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.form.step import StepId
from bot.sandbox.telegram import Person
from tests.applicant import LABELS, Applicant
from tests.hr_desk import TRAILS, appointed
from tests.phone_lists import (
    EGOR,
    GLEB,
    PATIENCE,
    acts,
    asks,
    loads,
    sends,
    table,
    with_phone,
)
from tests.running_bot import RunningBot
from tests.scenarios.test_number_change import comes_to_another_phone
from tests.world import SANDBOX, import_registry

NEW_NAME = "ООО «Лесные дали»"
People = Callable[..., Applicant]


async def test_who_has_asked_hr_for_that_number_goes_on(
    applicant: People, inna: Person, admin: Person, olga: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga, TRAILS)
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await egor.clicks("Заменить номер", "должен подтвердить HR")
    await inna.sees("просит подтвердить новый номер")
    await loads(inna, table(EGOR))
    await egor.sees("HR подтвердил номер")
    told = await olga.sees("исправил списком 1 номер")
    assert TRAILS in told.text
    assert egor.world.phones.messages == []
    await egor.clicks("Получить пин-код", LABELS[StepId.PIN])
    await egor.goes_on(StepId.PIN, StepId.EMAIL)
    assert [sms.phone for sms in egor.world.phones.messages] == [egor.phone]
    assert ("phone_confirmed", TRAILS, "") in await acts(bot)


async def test_who_has_only_met_another_number_goes_on_too(
    applicant: People, inna: Person, bot: RunningBot
) -> None:
    egor, darya = applicant("egor"), applicant("darya")
    await comes_to_another_phone(egor)
    await comes_to_another_phone(darya)
    await loads(inna, table(EGOR))
    await egor.sees("HR подтвердил номер")
    await egor.clicks("Получить пин-код", LABELS[StepId.PIN])
    assert "другой номер телефона или его нет" in darya.person.last.text


async def test_who_has_asked_for_another_number_hears_that_hr_sent_a_different_one(
    applicant: People, inna: Person, bot: RunningBot
) -> None:
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await egor.clicks("Заменить номер", "должен подтвердить HR")
    asked = await inna.sees("просит подтвердить новый номер")
    await loads(inna, table(with_phone(EGOR, "8 900 000-00-66")))
    await egor.sees("HR внёс в договор другой номер")
    await inna.clicks("Отказать", asked.message_id)
    await inna.sees_toast("уже решён или отозван")


@pytest.mark.usefixtures("inna")
async def test_who_has_asked_hr_of_a_company_that_is_renamed_goes_on_too(
    applicant: People, admin: Person, olga: Person, bot: RunningBot, tmp_path: Path
) -> None:
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await egor.clicks("Заменить номер", "должен подтвердить HR")
    await import_registry(bot.settings.database_url, renamed(tmp_path / "renamed.csv"))
    await appointed(admin, olga, NEW_NAME)
    await loads(olga, table(EGOR))
    await egor.sees("HR подтвердил номер")


def renamed(file: Path) -> Path:
    """Write the sample registry after one of its policyholders has taken another name."""
    lines = (SANDBOX / "sample_registry.csv").read_text("utf-8")
    file.write_text(lines.replace("Лесные тропы", "Лесные дали"), "utf-8")
    return file


async def test_a_file_of_somebody_else_keeps_nobody_waiting(
    inna: Person, admin: Person, olga: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga, TRAILS)
    await asks(inna)
    await asks(olga)
    await sends(inna, table(GLEB))
    await sends(olga, table(GLEB))
    for hr in (inna, olga):
        await hr.sees("номера ещё не изменены", timeout=PATIENCE)
