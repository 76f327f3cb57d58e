"""Reads answers to questions of the form, and says what became of them."""

from typing import Any

import pytest

from bot.domain.refusal import InvalidAnswer
from bot.form.draft import Doubt, Draft
from bot.form.parsed import Answer
from bot.form.reading import read_text
from bot.form.step import StepId
from tests.unit.form_samples import TODAY, filled_draft


def read(step: StepId, text: str, draft: Draft | None = None) -> Answer | Doubt:
    return read_text(step, text, draft or filled_draft(), TODAY)


def fields(step: StepId, text: str, draft: Draft | None = None) -> dict[str, Any]:
    parsed = read(step, text, draft)
    assert isinstance(parsed, Answer)
    return dict(parsed.fields)


def doubt(step: StepId, text: str, draft: Draft | None = None) -> Doubt:
    parsed = read(step, text, draft)
    assert isinstance(parsed, Doubt)
    return parsed


def reason(step: StepId, text: str, draft: Draft | None = None) -> str:
    with pytest.raises(InvalidAnswer) as refused:
        read(step, text, draft)
    return refused.value.reason
