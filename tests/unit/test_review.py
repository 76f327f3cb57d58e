"""The check screen shows everything once, hides what is sensitive, and hints kindly."""

from datetime import date

import pytest

from bot.domain.document import DocumentKind
from bot.form.draft import Draft
from bot.form.review import hints, masked, review
from bot.form.step import StepId
from tests.phones import unbroken
from tests.unit.form_samples import TODAY, filled_draft


def test_every_answer_stands_in_full_in_order() -> None:
    shown = [(line.label_id, line.value or line.value_id) for line in review(filled_draft())]
    assert shown == [
        ("label-policy_kind", "choice-health"),
        ("label-policy_number", "AM012345678/13"),
        ("label-role", "choice-insured"),
        ("label-citizenship", "choice-russian"),
        ("label-surname", "Кукушкина"),
        ("label-given_name", "Алла"),
        ("label-patronymic", "Петровна"),
        ("label-birth_date", "12.03.1990"),
        ("label-document_kind", "choice-russian_passport"),
        ("label-document_number", "4510 123456"),
        ("label-issue_date", "15.04.2010"),
        ("label-issuer", "ОВД Тверской"),
        ("label-phone", unbroken("+7 916 123-45-67")),
    ]


def test_document_and_phone_are_hidden() -> None:
    hidden = {line.step for line in review(filled_draft()) if line.hidden}
    assert hidden == {StepId.DOCUMENT_NUMBER, StepId.PHONE}


def test_a_missing_patronymic_is_said_in_words() -> None:
    line = {line.step: line for line in review(filled_draft(patronymic=""))}[StepId.PATRONYMIC]
    assert line.value_id == "value-none"


def test_an_odd_passport_is_hinted_at() -> None:
    assert hints(filled_draft(), TODAY) == ()
    old = filled_draft(issue_date=date(2005, 4, 15), document_number="4505 123456")
    assert hints(old, TODAY) == ("hint-passport-due",)
    odd = filled_draft(document_number="4519 123456")
    assert hints(odd, TODAY) == ("hint-passport-year",)


@pytest.mark.parametrize(
    ("kind", "born", "hint"),
    [
        (DocumentKind.RUSSIAN_PASSPORT, date(2000, 3, 12), "hint-before-passport-age"),
        (DocumentKind.RUSSIAN_PASSPORT, date(2010, 4, 16), "hint-before-birth"),
        (DocumentKind.FOREIGN_BIRTH_CERTIFICATE, date(2010, 4, 16), "hint-before-birth"),
    ],
)
def test_an_issue_that_does_not_fit_an_edited_birth_date_is_hinted_at(
    kind: DocumentKind, born: date, hint: str
) -> None:
    assert hints(filled_draft(document_kind=kind, birth_date=born), TODAY) == (hint,)


def test_other_documents_are_not_hinted_at() -> None:
    draft = filled_draft(document_kind=DocumentKind.FOREIGN_PASSPORT, issue_date=date(2005, 4, 15))
    assert hints(draft, TODAY) == ()


def test_later_messages_get_masks_of_what_is_known() -> None:
    assert masked(filled_draft(email="kukushkina@mail.ru")) == {
        "phone": unbroken("+7 9•• •••-••-67"),
        "email": "k•••a@mail.ru",
        "document": "45•• ••••56",
    }
    assert masked(Draft()) == {}
