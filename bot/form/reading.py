"""The doors through which answers come in: a typed text, a tapped choice, a yes or no."""

from datetime import date

from bot.domain.refusal import InvalidAnswer
from bot.form.draft import Draft
from bot.form.keyboards import Action, Press
from bot.form.parsed import Answer, Parsed
from bot.form.step import StepId
from bot.form.steps import Step, step_row


def read_text(step: StepId, text: str, draft: Draft, today: date) -> Parsed:
    """Read what was typed at a question.

    Raises:
        InvalidAnswer: its text is `bad-<step>-<reason>`.
        LookupError: the step is a gate.
    """
    row = step_row(step)
    if row.parse is None:
        raise LookupError(f"{step} is a gate: it reads its own answers")
    if len(text) > row.limit:
        raise InvalidAnswer("too-long", longest=str(row.limit))
    return row.parse(text, draft, today)


def read_press(press: Press, draft: Draft, today: date) -> Answer | None:
    """The answer that a tapped button gives; None for a button that is not an answer."""
    row = step_row(press.step)
    match press.action:
        case Action.CHOOSE:
            return _chosen(row, press.value, draft, today)
        case Action.NONE_PATRONYMIC:
            return Answer({"patronymic": ""})
        case Action.NONE_GIVEN_NAME:
            return Answer({"given_name": "", "patronymic": ""})
        case _:
            return None


def _chosen(row: Step, value: str, draft: Draft, today: date) -> Answer | None:
    choice = next((choice for choice in row.choices(draft, today) if choice == value), None)
    return Answer({row.fields[0]: choice}) if choice else None


def settle_doubt(draft: Draft, today: date, *, agreed: bool) -> Parsed | None:
    """What yes or no to the pending doubt means; None: there is none, or it is typed again.

    Raises:
        InvalidAnswer: the text that was insisted on cannot be accepted.
    """
    doubt = draft.doubt
    if doubt is None or not (agreed or doubt.may_be_kept):
        return None
    text = doubt.proposal if agreed else doubt.as_typed
    return read_text(doubt.step, text, draft, today)
