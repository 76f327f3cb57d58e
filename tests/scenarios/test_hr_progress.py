"""HR sees how far the company is: numbers, and the same as a picture."""

from collections.abc import Callable

import pytest

from bot.form.step import StepId
from bot.sandbox.telegram import Person
from tests.applicant import LABELS, Applicant
from tests.hr_desk import LIGHTHOUSE, TRAILS, appointed, new_link
from tests.running_bot import RunningBot
from tests.unit.pictures_samples import opened

WAITING, DONE = (0xC4, 0x76, 0x1B), (0x14, 0x69, 0x5B)


@pytest.fixture
async def company(
    admin: Person, olga: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    """Three are insured: one is done, one waits for the mail, one has just come by a link."""
    anna, rustam, petr = (applicant(name) for name in ("anna", "rustam", "petr"))
    await anna.registers()
    await anna.does(StepId.ACTIVATION)
    await anna.sees("успешно активирована")
    await rustam.walks_to(StepId.ACTIVATION)
    await appointed(admin, olga)
    await petr.person.starts(await new_link(olga))
    await petr.sees(LABELS[StepId.CONSENT])
    await petr.does(StepId.CONSENT)
    await petr.sees(LABELS[StepId.CITIZENSHIP])


async def test_people_are_counted_by_how_far_they_are(
    admin: Person, olga: Person, company: None, bot: RunningBot
) -> None:
    await olga.says("/hr")
    await olga.clicks("Как идут дела")
    told = await olga.sees("застраховано: 3")
    assert "На 02.03.2026" in told.text
    for line in ("Не начали: 0", "В процессе: 1", "Ждут письма: 1", "Готово: 1 (33"):
        assert line in told.text
    picture = await olga.sees(f"{LIGHTHOUSE}, 02.03.2026", timeout=30)
    assert picture.photo
    drawn = {colour for _, colour in opened(picture.photo).getcolors(1 << 24) or ()}
    assert {WAITING, DONE} <= drawn
    await appointed(admin, olga, TRAILS)
    await olga.says("/hr")
    await olga.clicks(TRAILS)
    await olga.clicks("Как идут дела")
    told = await olga.sees("застраховано: 2")
    for line in ("Не начали: 2", "В процессе: 0", "Ждут письма: 0", "Готово: 0 (0"):
        assert line in told.text
