"""What is accepted where a date is asked for, and who issued a document."""

from datetime import date

import pytest

from bot.domain.document import DocumentKind
from bot.form.step import StepId
from tests.unit.form_reader import doubt, fields, reason
from tests.unit.form_samples import filled_draft


@pytest.mark.parametrize(
    "typed",
    [
        "родилась 12 мая 1990 г.",
        "12.05.1990, Москва",
        "моя дата рождения: 12.05.1990",
        "12 мая 1990 года рождения",
    ],
)
def test_a_birth_date_is_found_among_words(typed: str) -> None:
    assert fields(StepId.BIRTH_DATE, typed) == {"birth_date": date(1990, 5, 12)}


def test_a_birth_date_of_two_digits_among_words_is_asked_about() -> None:
    assert doubt(StepId.BIRTH_DATE, "родилась 12.05.90").proposal == "12 мая 1990 г."


@pytest.mark.parametrize(
    "typed", ["12.05.1990 или 13.05.1990", "паспорт 4509 123456 от 12.05.2010", "12.05.1990 2"]
)
def test_a_birth_date_beside_other_numbers_is_not_guessed(typed: str) -> None:
    assert reason(StepId.BIRTH_DATE, typed) == "unreadable"


@pytest.mark.parametrize(
    "typed",
    ["15.04.2010, ОВД № 12, 770-001", "паспорт выдан 15.04.2010", "15.04.2010 года выдачи"],
)
def test_where_the_date_of_the_issue_is_asked_only_that_is_taken(typed: str) -> None:
    assert fields(StepId.ISSUE_DATE, typed) == {"issue_date": date(2010, 4, 15)}


def test_a_doubtful_date_of_the_issue_is_not_guessed() -> None:
    assert doubt(StepId.ISSUE_DATE, "15.04.10, ОВД Тверской").proposal == "15 апреля 2010 г."
    assert reason(StepId.ISSUE_DATE, "15.04.2010 или 16.04.2010") == "unreadable"


@pytest.mark.parametrize(
    "typed",
    [
        "15.04.2010, ОВД Тверской",
        "ОВД Тверской 15.04.2010",
        "выдан 15 апреля 2010 г. ОВД Тверской",
        "Дата выдачи: 15.04.2010, кем выдан: ОВД Тверской",
        "15042010 ОВД Тверской.",
    ],
)
def test_date_and_issuer_come_in_either_order(typed: str) -> None:
    assert fields(StepId.DOCUMENT_ISSUED, typed) == {
        "issue_date": date(2010, 4, 15),
        "issuer": "ОВД Тверской",
    }


def test_the_issuer_keeps_its_beginning() -> None:
    told = {"issue_date": date(2010, 4, 15), "issuer": "ГОВД г. Пермь"}
    assert fields(StepId.DOCUMENT_ISSUED, "15.04.2010-ГОВД г. Пермь") == told
    assert fields(StepId.BIRTH_DATE, "12 марта 1990-го года") == {"birth_date": date(1990, 3, 12)}


def test_one_half_of_the_issue_is_taken() -> None:
    assert fields(StepId.DOCUMENT_ISSUED, "15.04.2010") == {"issue_date": date(2010, 4, 15)}
    assert fields(StepId.DOCUMENT_ISSUED, "ОВД № 12, 770-001") == {"issuer": "ОВД № 12, 770-001"}
    assert reason(StepId.DOCUMENT_ISSUED, "?") == "no-letters"


def test_an_issue_of_two_digits_is_asked_about_with_its_issuer() -> None:
    asked = doubt(StepId.DOCUMENT_ISSUED, "15.04.10 ОВД Тверской")
    assert asked.proposal == "15 апреля 2010 г., ОВД Тверской"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("15.04.2030", "future"),
        ("15.04.1989", "before-birth"),
        ("11.03.2004", "before-passport-age"),
        ("31.02.2010", "no-such-day"),
    ],
)
@pytest.mark.parametrize("step", [StepId.ISSUE_DATE, StepId.DOCUMENT_ISSUED])
def test_an_impossible_issue_is_refused(step: StepId, typed: str, expected: str) -> None:
    assert reason(step, typed) == expected


def test_a_passport_can_be_issued_on_the_fourteenth_birthday() -> None:
    assert fields(StepId.ISSUE_DATE, "12.03.2004") == {"issue_date": date(2004, 3, 12)}


def test_a_birth_certificate_is_not_bound_to_fourteen_years() -> None:
    child = filled_draft(document_kind=DocumentKind.RUSSIAN_BIRTH_CERTIFICATE)
    assert fields(StepId.ISSUE_DATE, "20.03.1990", child) == {"issue_date": date(1990, 3, 20)}
