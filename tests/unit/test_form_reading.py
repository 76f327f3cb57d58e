"""What each question of the form accepts, doubts and refuses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.document import DocumentKind
from bot.domain.person import Citizenship
from bot.domain.policy import PolicyKind
from bot.domain.refusal import InvalidAnswer
from bot.form.draft import Doubt, DoubtKind
from bot.form.order import doubtful
from bot.form.parsed import Answer
from bot.form.reading import settle_doubt
from bot.form.step import StepId
from bot.form.steps import STEPS, step_row
from tests.unit.form_reader import doubt, fields, read, reason
from tests.unit.form_samples import TODAY, filled_draft

QUESTIONS = [row.id for row in STEPS if not row.gate]
FOREIGNER = filled_draft(citizenship=Citizenship.FOREIGN)
NO_BIRTH_DATE = filled_draft(birth_date=None)
ANY_TEXT = st.text() | st.text("0123456789.,-/@ Иванович IVамoru№:", max_size=40)


def test_a_birth_date_after_the_name_is_picked_up() -> None:
    typed = "Кукушкина Алла Петровна, дата рождения 12.03.1990 г.р."
    assert fields(StepId.FULL_NAME, typed, NO_BIRTH_DATE) == {
        "surname": "Кукушкина",
        "given_name": "Алла",
        "patronymic": "Петровна",
        "birth_date": date(1990, 3, 12),
    }


def test_a_known_birth_date_is_not_replaced_by_the_way() -> None:
    assert "birth_date" not in fields(StepId.FULL_NAME, "Кукушкина Алла 13.03.1990")


def test_a_birth_date_of_two_digits_after_the_name_is_asked_about() -> None:
    asked = doubt(StepId.FULL_NAME, "Кукушкина Алла 12.03.90", NO_BIRTH_DATE)
    assert (asked.kind, asked.proposal) == (DoubtKind.YEAR, "Кукушкина Алла 12 марта 1990 г.")


def test_an_impossible_date_after_the_name_is_refused_as_digits() -> None:
    assert reason(StepId.FULL_NAME, "Кукушкина Алла 31.02.1990", NO_BIRTH_DATE) == "digits"


@pytest.mark.parametrize("typed", ["да", "Есть", "Да.", "ага", "верно"])
def test_a_yes_is_no_name(typed: str) -> None:
    assert reason(StepId.PATRONYMIC, typed) == "only-yes"
    assert reason(StepId.FULL_NAME, typed) == "only-yes"


def test_a_surname_may_sound_like_a_yes() -> None:
    assert fields(StepId.SURNAME, "Да") == {"surname": "Да"}
    assert fields(StepId.FULL_NAME, "Да", FOREIGNER) == {"surname": "Да"}
    assert fields(StepId.PATRONYMIC, "Ага", FOREIGNER) == {"patronymic": "Ага"}


def test_a_latin_name_is_refused_to_a_russian_but_not_for_travelling() -> None:
    assert reason(StepId.FULL_NAME, "Ivanova Alla") == "latin"
    assert reason(StepId.SURNAME, "Ivanova") == "latin"
    assert fields(StepId.SURNAME, "Ivanova", FOREIGNER) == {"surname": "Ivanova"}
    traveller = filled_draft(policy_kind=PolicyKind.TRAVEL)
    assert fields(StepId.SURNAME, "Ivanova", traveller) == {"surname": "Ivanova"}


def test_a_name_on_the_wrong_layout_is_asked_about() -> None:
    asked = doubt(StepId.FULL_NAME, "Bdfyjd Bdfy")
    assert (asked.kind, asked.proposal) == (DoubtKind.LAYOUT, "Иванов Иван")
    assert doubt(StepId.SURNAME, "Bdfyjd").step is StepId.SURNAME


def test_no_patronymic_is_an_answer() -> None:
    assert fields(StepId.PATRONYMIC, "нет") == {"patronymic": ""}
    assert fields(StepId.GIVEN_NAME, "нет") == {"given_name": ""}
    assert fields(StepId.SURNAME, "Нет") == {"surname": "Нет"}


@pytest.mark.parametrize("step", [StepId.SURNAME, StepId.GIVEN_NAME, StepId.PATRONYMIC])
@pytest.mark.parametrize("typed", ["Кукушкина Алла Петровна", "Алла Петровна Кукушкина"])
def test_a_whole_name_in_place_of_a_part_is_understood(step: StepId, typed: str) -> None:
    assert fields(step, typed) == {
        "surname": "Кукушкина",
        "given_name": "Алла",
        "patronymic": "Петровна",
    }


def test_a_patronymic_after_the_given_name_is_taken_as_long_as_it_is_unknown() -> None:
    surname_alone = filled_draft(given_name=None, patronymic=None)
    told = {"given_name": "Анна", "patronymic": "Сергеевна"}
    assert fields(StepId.GIVEN_NAME, "Анна Сергеевна", surname_alone) == told
    assert fields(StepId.GIVEN_NAME, "Анна Мария", surname_alone) == {"given_name": "Анна Мария"}
    no_patronymic = filled_draft(given_name=None, patronymic="")
    kept = {"given_name": "Анна Сергеевна"}
    assert fields(StepId.GIVEN_NAME, "Анна Сергеевна", no_patronymic) == kept
    assert reason(StepId.GIVEN_NAME, "Anna Сергеевна", surname_alone) == "latin"


def test_what_is_known_already_is_left_out_of_a_part() -> None:
    known = filled_draft(surname="Петрова", given_name="Анна", patronymic="Сергеевна")
    assert fields(StepId.SURNAME, "Кукушкина Анна", known) == {"surname": "Кукушкина"}
    assert fields(StepId.GIVEN_NAME, "Петрова Алла", known) == {"given_name": "Алла"}
    both = {"given_name": "Анна", "patronymic": "Сергеевна"}
    assert fields(StepId.GIVEN_NAME, "Анна Сергеевна", known) == both
    assert fields(StepId.PATRONYMIC, "анна сергеевна", known) == both
    assert fields(StepId.GIVEN_NAME, "Анна", known) == {"given_name": "Анна"}
    assert fields(StepId.PATRONYMIC, "Ага Мамедович", known) == {"patronymic": "Ага Мамедович"}
    foreigner = filled_draft(citizenship=Citizenship.FOREIGN, given_name="Maria")
    assert fields(StepId.SURNAME, "Lopez Maria", foreigner) == {"surname": "Lopez Maria"}


def test_a_part_of_several_words_stays_a_part() -> None:
    assert fields(StepId.GIVEN_NAME, "Анна Мария Луиза") == {"given_name": "Анна Мария Луиза"}
    assert fields(StepId.PATRONYMIC, "Али оглы") == {"patronymic": "Али оглы"}


def test_the_issue_after_the_number_is_picked_up() -> None:
    typed = "45 10 123456 выдан 15.04.2010 ОВД Тверской"
    assert fields(StepId.DOCUMENT_NUMBER, typed) == {
        "document_number": "4510 123456",
        "issue_date": date(2010, 4, 15),
        "issuer": "ОВД Тверской",
    }


def test_a_wrong_number_without_a_date_keeps_its_own_reason() -> None:
    assert reason(StepId.DOCUMENT_NUMBER, "4510 12345") == "travel-passport"


def test_the_number_is_read_by_the_kind_of_document() -> None:
    child = filled_draft(document_kind=DocumentKind.RUSSIAN_BIRTH_CERTIFICATE)
    assert fields(StepId.DOCUMENT_NUMBER, "1У-АИ 123456", child) == {
        "document_number": "IV-АИ 123456"
    }


def test_yes_to_a_year_takes_the_proposal_and_no_asks_again() -> None:
    draft = doubtful(filled_draft(), doubt(StepId.BIRTH_DATE, "03.04.85"))
    agreed = settle_doubt(draft, TODAY, agreed=True)
    assert isinstance(agreed, Answer)
    assert agreed.fields == {"birth_date": date(1985, 4, 3)}
    assert settle_doubt(draft, TODAY, agreed=False) is None


def test_an_address_with_a_likely_typo_may_be_corrected_or_kept() -> None:
    draft = doubtful(filled_draft(), doubt(StepId.EMAIL, "alla@gmail.ru"))
    corrected = settle_doubt(draft, TODAY, agreed=True)
    kept = settle_doubt(draft, TODAY, agreed=False)
    assert isinstance(corrected, Answer)
    assert isinstance(kept, Answer)
    assert corrected.fields == {"email": "alla@gmail.com"}
    assert kept.fields == {"email": "alla@gmail.ru"}


def test_an_impossible_address_can_only_be_corrected() -> None:
    asked = doubt(StepId.EMAIL, "alla@mail,ru")
    assert (asked.kind, asked.proposal) == (DoubtKind.EMAIL_FAULT, "alla@mail.ru")
    assert settle_doubt(doubtful(filled_draft(), asked), TODAY, agreed=False) is None


def test_an_address_typed_again_is_taken_as_it_is() -> None:
    draft = doubtful(filled_draft(), doubt(StepId.EMAIL, "alla@gmail.ru"))
    assert fields(StepId.EMAIL, "alla@gmail.ru", draft) == {"email": "alla@gmail.ru"}


def test_without_a_doubt_there_is_nothing_to_settle() -> None:
    assert settle_doubt(filled_draft(), TODAY, agreed=True) is None


@pytest.mark.parametrize(("step", "longest"), [(StepId.SURNAME, 256), (StepId.EMAIL, 254)])
def test_a_text_over_the_limit_is_refused_unread(step: StepId, longest: int) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        read(step, "a" * (longest + 1))
    assert refused.value.reason == "too-long"
    assert refused.value.details == {"longest": str(longest)}


def test_a_gate_reads_its_own_answers() -> None:
    with pytest.raises(LookupError):
        read(StepId.PIN, "123456")


@given(st.sampled_from(QUESTIONS), ANY_TEXT, st.sampled_from(DocumentKind))
def test_any_text_is_answered_doubted_or_refused_for_a_known_reason(
    step: StepId, text: str, kind: DocumentKind
) -> None:
    draft = filled_draft(document_kind=kind)
    try:
        parsed = read(step, text, draft)
    except InvalidAnswer as refused:
        parsed, given_reason = None, refused.reason
    if parsed is None:
        assert given_reason in step_row(step).reasons
        return
    if isinstance(parsed, Doubt):
        assert isinstance(read(step, parsed.proposal, draft), Answer)
    else:
        assert all(value is not None for value in parsed.fields.values())


@given(st.sampled_from(QUESTIONS), ANY_TEXT)
def test_a_stored_answer_typed_back_is_the_same_answer(step: StepId, text: str) -> None:
    try:
        parsed = read(step, text, FOREIGNER)
    except InvalidAnswer:
        return
    if isinstance(parsed, Doubt) or step in {StepId.FULL_NAME, StepId.DOCUMENT_ISSUED}:
        return
    stored = parsed.fields[step_row(step).fields[0]]
    if isinstance(stored, str) and stored:
        again = read(step, stored, doubtful(FOREIGNER, Doubt(DoubtKind.YEAR, step, "", stored)))
        assert isinstance(again, Answer)
        assert again.fields[step_row(step).fields[0]] == stored


def test_a_refusal_does_not_quote_the_person() -> None:
    with pytest.raises(InvalidAnswer) as refused:
        read(StepId.FULL_NAME, "Зимородок ☂")
    assert "Зимородок" not in repr(refused.value)
    assert "☂" not in str(refused.value)


@pytest.mark.parametrize("step", [StepId.ISSUER, StepId.DOCUMENT_ISSUED])
@pytest.mark.parametrize("text", ["Кем?", "С кодом?", "код подразделения?", "?"])
def test_a_question_is_no_issuer(step: StepId, text: str) -> None:
    assert reason(step, text) == "no-letters"


def test_an_issuer_with_a_number_may_be_unsure() -> None:
    assert "issuer" in fields(StepId.ISSUER, "ТП № 12 ОУФМС?")
