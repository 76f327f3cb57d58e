"""A draft survives storage unchanged and keeps its content to itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.document import DocumentKind
from bot.domain.policy import PolicyKind
from bot.form.draft import BrokenDraftError, Doubt, DoubtKind, Draft
from bot.form.step import StepId

DOUBTS = st.builds(Doubt)
PLAIN = st.builds(Draft, aside=st.none(), doubt=st.none() | DOUBTS)
DRAFTS = st.builds(Draft, aside=st.none() | PLAIN, doubt=st.none() | DOUBTS)


@given(DRAFTS)
def test_a_draft_comes_back_from_storage_unchanged(draft: Draft) -> None:
    assert Draft.from_json(draft.to_json()) == draft


def test_an_empty_patronymic_stays_an_answer() -> None:
    assert Draft.from_json(Draft(patronymic="").to_json()).patronymic == ""


def test_a_printed_draft_names_fields_and_shows_no_values() -> None:
    draft = Draft(
        surname="Кукушкина",
        birth_date=date(1990, 3, 12),
        aside=Draft(phone="+79161234567"),
        doubt=Doubt(DoubtKind.YEAR, StepId.BIRTH_DATE, "12 марта 1990 г.", "12.03.90"),
    )
    assert repr(draft) == "Draft(surname, birth_date, aside, doubt)"
    assert "1990" not in repr(draft.doubt)


def test_a_broken_stored_draft_is_reported_without_its_content() -> None:
    with pytest.raises(BrokenDraftError) as broken:
        Draft.from_json('{"surname": "Кукушкина", "birth_date": "Зимородок"}')
    assert "Зимородок" not in str(broken.value)
    assert "birth_date" in str(broken.value)
    assert broken.value.__context__ is None


def test_choices_come_back_as_choices() -> None:
    draft = Draft(policy_kind=PolicyKind.HEALTH, document_kind=DocumentKind.FOREIGN_PASSPORT)
    stored = Draft.from_json(draft.to_json())
    assert stored.policy_kind is PolicyKind.HEALTH
    assert stored.document_kind is DocumentKind.FOREIGN_PASSPORT
