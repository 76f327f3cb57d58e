"""What is said where the contract has another phone depends on whose row it is."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.document import DocumentKind
from bot.form.draft import Adding, Draft
from bot.form.prompts import replacement
from bot.form.replacement import Replacement, SentToHr
from tests.unit.form_samples import TODAY, filled_draft

AT_HR = filled_draft(replacement=Replacement(5, "ООО «Маяк»", None, SentToHr.NO_QUESTIONS))


@pytest.mark.parametrize(
    ("draft", "whose"),
    [
        (AT_HR, "own"),
        (replace(AT_HR, adding=Adding.POLICY), "own"),
        (replace(AT_HR, adding=Adding.CHILD), "child"),
        (replace(AT_HR, birth_date=date(2008, 11, 22)), "own"),
        (replace(AT_HR, birth_date=date(2008, 11, 23)), "child"),
        (replace(AT_HR, document_kind=DocumentKind.RUSSIAN_BIRTH_CERTIFICATE), "own"),
    ],
)
def test_the_text_for_hr_speaks_of_a_child_until_it_is_of_age(draft: Draft, whose: str) -> None:
    told = replacement(draft, TODAY)
    assert told.text_id == "phone-through-hr"
    assert told.args["whose"] == whose
