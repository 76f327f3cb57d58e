"""A policy number in the middle of a sentence: what is the number, the person says."""

from collections.abc import Callable

import pytest

from bot.form.step import StepId
from tests.applicant import LABELS, Applicant
from tests.running_bot import RunningBot

People = Callable[..., Applicant]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("мой полис АМ012345678/13", "АМ012345678/13"),
        ("AM012345678/13 ООО Северный маяк", "AM012345678/13"),
        ("это 123/14 лесные тропы", "123/14"),
        ("по полису 123/14", "123/14"),
    ],
)
async def test_the_number_alone_is_proposed(
    applicant: People, bot: RunningBot, typed: str, meant: str
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.POLICY_NUMBER)
    await vera.says(typed, "номер полиса здесь только")
    await vera.clicks("Да, только он", LABELS[StepId.ROLE])
    assert (await bot.state_of(vera.chat_id))[1].policy_number == meant


async def test_a_word_may_belong_to_the_number(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.POLICY_NUMBER)
    await vera.says("Маячок 777/20", "номер полиса здесь только")
    await vera.clicks("Нет, всё вместе", LABELS[StepId.ROLE])
    assert (await bot.state_of(vera.chat_id))[1].policy_number == "МАЯЧОК 777/20"


@pytest.mark.parametrize("typed", ["ХХХ 0123456789", "НС 900.1", "серия АБВГ № 12", "123 / 14"])
async def test_a_series_is_no_word(applicant: People, typed: str) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.POLICY_NUMBER)
    await vera.says(typed, LABELS[StepId.ROLE])
