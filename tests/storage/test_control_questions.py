"""Control questions in a real database: compared by digests, under every key, all or nothing."""

from dataclasses import replace

import pytest

from bot.domain.control_answer import control_answer_key
from storage.control_questions import StoredControlQuestions
from storage.engine import Database
from storage.keys import Keyring
from storage.registry_import import StoredRegistryIntake
from tests.conftest import KEY, FakeClock
from tests.unit.registry_samples import good

NEW_KEY = bytes(range(100, 132))
QUESTIONS = ("Как зовут врача?", "Когда прикрепили?")
KEPT = tuple(zip(QUESTIONS, map(control_answer_key, ("Ёлкина", "12.03.2020")), strict=True))


@pytest.fixture
async def questions(database: Database, keys: Keyring, clock: FakeClock) -> StoredControlQuestions:
    """Give those of row 1; row 2 has none."""
    row, bare = replace(good(), answers=KEPT), replace(good(SURNAME="Иванова"), answers=())
    await StoredRegistryIntake(database, keys, clock).store([row, bare])
    return StoredControlQuestions(database, keys)


def told(*answers: str) -> list[tuple[str, str]]:
    return list(zip(QUESTIONS, map(control_answer_key, answers), strict=True))


async def test_the_questions_of_a_row_come_in_their_order(
    questions: StoredControlQuestions,
) -> None:
    assert await questions.of(1) == QUESTIONS
    assert await questions.of(2) == ()


@pytest.mark.parametrize("answers", [("Ёлкина", "12.03.2020"), ("елкина ", "12 марта 2020 г.")])
async def test_all_right_answers_are_right_however_they_are_written(
    questions: StoredControlQuestions, answers: tuple[str, str]
) -> None:
    assert await questions.are_right(1, told(*answers))


@pytest.mark.parametrize(
    "answers",
    [("Ёлкина", "13.03.2020"), ("Белкина", "12.03.2020"), ("12.03.2020", "Ёлкина"), ("", "")],
)
async def test_one_wrong_answer_is_enough(
    questions: StoredControlQuestions, answers: tuple[str, str]
) -> None:
    assert not await questions.are_right(1, told(*answers))


async def test_answers_must_be_to_all_questions_and_of_this_row(
    questions: StoredControlQuestions,
) -> None:
    right = told("Ёлкина", "12.03.2020")
    assert not await questions.are_right(1, right[:1])
    assert not await questions.are_right(1, [])
    assert not await questions.are_right(2, right)
    assert not await questions.are_right(2, [])


async def test_answers_kept_under_an_older_key_are_compared_too(
    questions: StoredControlQuestions,
) -> None:
    right = told("Ёлкина", "12.03.2020")
    rotated = StoredControlQuestions(questions.database, Keyring.of([NEW_KEY, KEY]))
    assert await rotated.are_right(1, right)
    without = StoredControlQuestions(questions.database, Keyring.of([NEW_KEY]))
    assert not await without.are_right(1, right)
