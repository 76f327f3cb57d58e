"""Series and numbers of the four documents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.document import (
    DocumentKind,
    document_key,
    document_number,
    documents_for,
    masked_document,
    passport_due,
    passport_form_year_is_odd,
)
from bot.domain.person import Citizenship
from bot.domain.refusal import InvalidAnswer

PASSPORT = DocumentKind.RUSSIAN_PASSPORT
CERTIFICATE = DocumentKind.RUSSIAN_BIRTH_CERTIFICATE
FOREIGN = DocumentKind.FOREIGN_PASSPORT


@pytest.mark.parametrize(
    "typed",
    [
        "4509 123456",
        "4509123456",
        "45 09 123456",
        "45 09 №123456",
        "4509-123456",
        "4509 № 123-456",
        "серия 4509 номер 123456",
        "Паспорт: 4509 123456",
        "паспорт РФ сер. 45 09 ном. 123456",
        "４５０９ 123456",
        "4509 N123456",
        "4509 No. 123456",
        "45О9 I23456",
    ],
)
def test_a_passport_is_read_in_every_spelling(typed: str) -> None:
    assert document_number(PASSPORT, typed) == "4509 123456"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("IV-АИ 123456", "IV-АИ 123456"),
        ("iv-аи 123456", "IV-АИ 123456"),
        ("1У-АИ № 123456", "IV-АИ 123456"),
        ("II МЮ N654321", "II-МЮ 654321"),
        ("lV-АИ123456", "IV-АИ 123456"),
        ("ІV АИ 123456", "IV-АИ 123456"),
        ("IVАИ123456", "IV-АИ 123456"),
        ("|V-АИ 123 456", "IV-АИ 123456"),
        ("IV-AH 123456", "IV-АН 123456"),
        ("П-МЮ 123456", "II-МЮ 123456"),
        ("Ш-ЕР 654321", "III-ЕР 654321"),
        ("ХIX-БА 654321", "XIX-БА 654321"),
        ("Свидетельство о рождении серия V–ОМ номер 000001", "V-ОМ 000001"),
    ],
)
def test_a_birth_certificate_is_read_in_every_spelling(typed: str, stored: str) -> None:
    assert document_number(CERTIFICATE, typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ab 1234567", "AB 1234567"),
        ("AB - 12/34", "AB-12/34"),
        ("АА1234567", "АА1234567"),
        ("N 1234567", "N 1234567"),
        ("n1234567", "N 1234567"),
        ("N. 1234567", "N 1234567"),
        ("N – 1234567", "N 1234567"),
        ("№ 1234567", "1234567"),
        ("No. 1234567", "1234567"),
        ("AA No 1234567", "AA 1234567"),
        ("AA N. 1234567", "AA 1234567"),
    ],
)
def test_a_foreign_document_is_taken_nearly_as_it_is(typed: str, stored: str) -> None:
    assert document_number(FOREIGN, typed) == stored


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        (PASSPORT, "4509 12345", "travel-passport"),
        (PASSPORT, "4509 1234", "passport-digits"),
        (PASSPORT, "", "passport-digits"),
        (PASSPORT, "4509 123456 Б", "passport-letters"),
        (CERTIFICATE, "IV-АИ 12345", "certificate-digits"),
        (CERTIFICATE, "IV-АИ", "certificate-digits"),
        (CERTIFICATE, "123456", "certificate-series"),
        (CERTIFICATE, "IV-ZZ 123456", "certificate-series"),
        (CERTIFICATE, "Ж-АИ 123456", "certificate-series"),
        (FOREIGN, "A1", "foreign-length"),
        (FOREIGN, "A" * 26, "foreign-length"),
        (FOREIGN, "AB*1234", "foreign-signs"),
    ],
)
def test_a_refusal_says_what_is_wrong(kind: DocumentKind, typed: str, reason: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        document_number(kind, typed)
    assert refused.value.reason == reason


@given(st.sampled_from(DocumentKind), st.text() | st.text("IVХХШАИl1!45 09-№", max_size=20))
def test_any_text_is_accepted_or_refused_and_the_stored_form_is_stable(
    kind: DocumentKind, text: str
) -> None:
    try:
        number = document_number(kind, text)
    except InvalidAnswer:
        return
    assert document_number(kind, number) == number


def test_separators_and_alphabet_do_not_matter_in_comparing() -> None:
    assert document_key("AB 12-34") == document_key("АВ1234")


@pytest.mark.parametrize(
    ("number", "mask"),
    [
        ("4509 123456", "45•• ••••56"),
        ("IV-АИ 123456", "IV-•• ••••56"),
        ("AB1234", "••••34"),
        ("1234", "••34"),
    ],
)
def test_a_mask_shows_only_the_edges(number: str, mask: str) -> None:
    assert masked_document(number) == mask


def test_documents_of_the_citizenship_come_first_and_none_is_missing() -> None:
    assert documents_for(Citizenship.RUSSIAN)[0] is PASSPORT
    assert documents_for(Citizenship.FOREIGN)[0] is FOREIGN
    assert set(documents_for(Citizenship.FOREIGN)) == set(documents_for(None)) == set(DocumentKind)


@pytest.mark.parametrize(
    ("citizenship", "order"),
    [
        (
            Citizenship.RUSSIAN,
            [
                *(DocumentKind.RUSSIAN_BIRTH_CERTIFICATE, DocumentKind.FOREIGN_BIRTH_CERTIFICATE),
                *(DocumentKind.RUSSIAN_PASSPORT, DocumentKind.FOREIGN_PASSPORT),
            ],
        ),
        (
            Citizenship.FOREIGN,
            [
                *(DocumentKind.FOREIGN_BIRTH_CERTIFICATE, DocumentKind.RUSSIAN_BIRTH_CERTIFICATE),
                *(DocumentKind.FOREIGN_PASSPORT, DocumentKind.RUSSIAN_PASSPORT),
            ],
        ),
    ],
)
def test_certificates_of_a_child_come_first(
    citizenship: Citizenship, order: list[DocumentKind]
) -> None:
    assert list(documents_for(citizenship, child=True)) == order


@pytest.mark.parametrize(
    ("issued", "today", "due"),
    [
        (date(2004, 5, 1), date(2026, 1, 1), True),
        (date(2010, 5, 1), date(2026, 1, 1), False),
        (date(2010, 5, 1), date(2035, 3, 12), True),
        (date(2004, 5, 1), date(2010, 3, 11), False),
    ],
)
def test_a_passport_is_due_after_the_renewal_ages(issued: date, today: date, *, due: bool) -> None:
    assert passport_due(issued, date(1990, 3, 12), today) is due


def test_a_form_printed_years_away_from_the_issue_looks_odd() -> None:
    assert not passport_form_year_is_odd("4509 123456", date(2010, 4, 15))
    assert not passport_form_year_is_odd("4500 123456", date(1999, 4, 15))
    assert passport_form_year_is_odd("4519 123456", date(2010, 4, 15))
