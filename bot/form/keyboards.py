"""Keyboards as plain data, and the callback data that binds a button to its step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.person import Citizenship
from bot.form.desk import LONGEST_CALLBACK_DATA, DeskButton
from bot.form.draft import Doubt, Draft
from bot.form.replacement import Approval, Control, SentToHr, Waiting
from bot.form.review import review
from bot.form.step import StepId
from bot.form.steps import step_row

TICK, UNTICK = "on", "off"
SURE = "sure"


class Action(StrEnum):
    """What a tap asks for."""

    AGREE = "agree"
    CHOOSE = "choose"
    BACK = "back"
    WHY = "why"
    NONE_PATRONYMIC = "none_patronymic"
    NONE_GIVEN_NAME = "none_given_name"
    SHARE_PHONE = "share_phone"
    YES = "yes"
    NO = "no"
    EDIT = "edit"
    CANCEL_EDIT = "cancel_edit"
    SUBMIT = "submit"
    REFRESH = "refresh"
    REPLACE_PHONE = "replace_phone"
    RESEND = "resend"
    ASK_HR = "ask_hr"
    OTHER_PHONE = "other_phone"
    GENERATE = "generate"
    TICK = "tick"
    REGISTER = "register"
    OK = "ok"
    NO_MAIL = "no_mail"
    RESUME = "resume"
    RESTART = "restart"
    HELP = "help"
    CANCEL = "cancel"
    STAY = "stay"


_GATE_ACTIONS = {
    StepId.CONSENT: (Action.AGREE,),
    StepId.CAPTCHA: (Action.REFRESH, Action.BACK),
    StepId.PIN: (Action.RESEND, Action.OTHER_PHONE, Action.BACK),
    StepId.PASSWORD: (Action.GENERATE, Action.BACK),
    StepId.PASSWORD_REPEAT: (Action.BACK,),
    StepId.RULES: (Action.REGISTER, Action.BACK),
    StepId.ACTIVATION: (Action.OK, Action.NO_MAIL),
}


@dataclass(frozen=True, slots=True)
class Press:
    """A tapped button: stale if its step is not the one awaited."""

    action: Action
    step: StepId
    value: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A caption's text id and what a tap on it means."""

    text_id: str
    action: Action
    step: StepId
    value: str = ""

    @property
    def data(self) -> str:
        return encode(self)


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address."""

    text_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Rows of buttons under a message; `reply` ones replace the person's keyboard instead."""

    rows: tuple[tuple[Button | Link | DeskButton, ...], ...] = ()
    reply: bool = False


_WITH_HR = (
    (Button("button-phone_corrected", Action.BACK, StepId.QUESTIONS),),
    (Button("button-other_phone", Action.OTHER_PHONE, StepId.QUESTIONS),),
)
AT_HR = Keyboard(_WITH_HR)
"""While HR corrects or confirms the number; what follows is the check screen."""

_WITHOUT_MAIL = (
    (Button("button-resend", Action.RESEND, StepId.ACTIVATION),),
    (Button("button-correct_email", Action.EDIT, StepId.ACTIVATION, StepId.EMAIL),),
)
NO_MAIL = Keyboard(_WITHOUT_MAIL)
"""While the activation mail is not there."""


def encode(press: Press | Button) -> str:
    """Raises ValueError for what Telegram would refuse."""
    data = f"{press.action}:{press.step}:{press.value}"
    if len(data.encode()) > LONGEST_CALLBACK_DATA:
        raise ValueError(f"callback data of {press.action} at {press.step} is too long")
    return data


def decode(data: str) -> Press | None:
    """None for anything that no button of this version carries."""
    parts = data.split(":", 2)
    if len(parts) != 3:
        return None
    try:
        return Press(Action(parts[0]), StepId(parts[1]), parts[2])
    except ValueError:
        return None


def is_awaited(press: Press, due: StepId | None, draft: Draft) -> bool:
    """Whether a tap answers what is asked now: the due step and, for a yes or no, its doubt."""
    if press.step is not due:
        return False
    if press.action not in {Action.YES, Action.NO}:
        return True
    return draft.doubt is not None and press.value == draft.doubt.mark


def keyboard_for(step: StepId, draft: Draft, today: date) -> Keyboard:
    """The buttons of a step as it is asked now."""
    if draft.doubt and draft.doubt.step is step:
        return Keyboard(_doubt_rows(draft.doubt))
    if step is StepId.PHONE:
        return Keyboard(_phone_rows(draft), reply=True)
    if step is StepId.REVIEW:
        return Keyboard(_review_rows(draft))
    if step is StepId.QUESTIONS:
        return Keyboard(_replacement_rows(draft))
    if step_row(step).gate:
        return Keyboard(_gate_rows(step, draft))
    return Keyboard(
        (*_choice_rows(step, draft, today), *_none_rows(step, draft), _way_row(step, draft))
    )


def resume_keyboard(step: StepId) -> Keyboard:
    """Under «Продолжим?» after /start in the middle of a registration."""
    return Keyboard(_rows(step, Action.RESUME, Action.RESTART))


def restart_keyboard(step: StepId) -> Keyboard:
    """Under what only a new registration mends."""
    return Keyboard(_rows(step, Action.RESTART))


def cancel_keyboard(step: StepId) -> Keyboard:
    """Under the question whether everything typed may be dropped."""
    return Keyboard(_rows(step, Action.CANCEL, Action.STAY))


def ask_hr_keyboard() -> Keyboard:
    """Under the question whether HR is to be asked instead of the person."""
    sure = Button("button-ask_hr_sure", Action.ASK_HR, StepId.QUESTIONS, SURE)
    return Keyboard(((sure,), (Button("button-ask_hr_not", Action.STAY, StepId.QUESTIONS),)))


def _button(step: StepId, action: Action) -> Button:
    return Button(f"button-{action}", action, step)


def _rows(step: StepId, *actions: Action) -> tuple[tuple[Button, ...], ...]:
    return tuple((_button(step, action),) for action in actions)


def _doubt_rows(doubt: Doubt) -> tuple[tuple[Button, ...], ...]:
    captions = {Action.YES: f"button-{doubt.kind}-yes", Action.NO: f"button-{doubt.kind}-no"}
    answers = (
        Button(caption, action, doubt.step, doubt.mark) for action, caption in captions.items()
    )
    return (tuple(answers),)


def _choice_rows(step: StepId, draft: Draft, today: date) -> Iterable[tuple[Button, ...]]:
    for choice in step_row(step).choices(draft, today):
        yield (Button(f"choice-{choice}", Action.CHOOSE, step, choice.value),)


def _none_rows(step: StepId, draft: Draft) -> tuple[tuple[Button, ...], ...]:
    foreign = draft.citizenship is Citizenship.FOREIGN
    if step is StepId.PATRONYMIC or (step is StepId.FULL_NAME and draft.patronymic is None):
        return _rows(step, Action.NONE_PATRONYMIC)
    if step is StepId.GIVEN_NAME and foreign:
        return _rows(step, Action.NONE_GIVEN_NAME)
    return ()


def _way_row(step: StepId, draft: Draft) -> tuple[Button, ...]:
    way_back = Action.CANCEL_EDIT if draft.aside else Action.BACK
    return (_button(step, way_back), _button(step, Action.WHY))


def _phone_rows(draft: Draft) -> tuple[tuple[Button, ...], ...]:
    way_back = Action.CANCEL_EDIT if draft.aside else Action.BACK
    return _rows(StepId.PHONE, Action.SHARE_PHONE, way_back)


def _review_rows(draft: Draft) -> tuple[tuple[Button, ...], ...]:
    edits = [
        Button(f"edit-{line.step}", Action.EDIT, StepId.REVIEW, line.step.value)
        for line in review(draft)
    ]
    pairs = (tuple(edits[start : start + 2]) for start in range(0, len(edits), 2))
    confirmed = StepId.PIN in draft.passed
    on = Button("button-go_on" if confirmed else "button-submit", Action.SUBMIT, StepId.REVIEW)
    return ((on,), *pairs, *_rows(StepId.REVIEW, Action.BACK))


def _replacement_rows(draft: Draft) -> tuple[tuple[Button, ...], ...]:
    match draft.replacement and draft.replacement.stage:
        case Control():
            return _rows(StepId.QUESTIONS, Action.ASK_HR, Action.BACK)
        case SentToHr() as sent if sent.after_request or sent is SentToHr.FORGOTTEN:
            return (*_rows(StepId.QUESTIONS, Action.REPLACE_PHONE), *_WITH_HR)
        case Waiting() | SentToHr():
            return _WITH_HR
        case Approval.HR:
            return _rows(StepId.QUESTIONS, Action.SUBMIT, Action.OTHER_PHONE, Action.BACK)
        case _:
            return _rows(StepId.QUESTIONS, Action.REPLACE_PHONE, Action.OTHER_PHONE, Action.BACK)


def _gate_rows(step: StepId, draft: Draft) -> tuple[tuple[Button, ...], ...]:
    if step is StepId.ACTIVATION and draft.unsent is not None:
        return _WITHOUT_MAIL
    rows = _rows(step, *_GATE_ACTIONS.get(step, ()))
    if step is not StepId.RULES:
        return rows
    return ((_tick(step, ticked=draft.ticked),), *rows)


def _tick(step: StepId, *, ticked: bool) -> Button:
    """Says what a tap makes of the tick, so that a double tap is no change of mind."""
    if ticked:
        return Button("button-ticked", Action.TICK, step, UNTICK)
    return Button("button-unticked", Action.TICK, step, TICK)
