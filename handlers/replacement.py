"""How a number comes into a row of the registry that has another one, or none."""

from dataclasses import dataclass, replace

from bot.domain.control_answer import control_answer_key
from bot.domain.person import name_with_initials
from bot.form.draft import Draft
from bot.form.keyboards import AT_HR
from bot.form.prompts import Prompt
from bot.form.replacement import Approval, Control, Replacement, SentToHr, Waiting
from bot.use_cases.number_change.ask_control_questions import AskControlQuestions
from bot.use_cases.number_change.check_control_answers import (
    CheckControlAnswers,
    ControlOutcome,
    WrongAnswers,
)
from bot.use_cases.number_change.request_phone import (
    AskedTooOften,
    NobodyToAsk,
    RequestPhone,
    Wish,
)
from handlers.moments import again_at
from handlers.registry import RegistryDesk
from handlers.said import Ask, Said, Wipe
from handlers.talk import Talk


@dataclass(frozen=True, slots=True)
class ReplacementDesk:
    """Asks the person what only they know; where that does not help, asks HR."""

    questions: AskControlQuestions
    check: CheckControlAnswers
    request: RequestPhone
    registry: RegistryDesk

    async def begin(self, talk: Talk, known: Replacement) -> Said:
        questions = await self.questions(known.insured_id)
        if not questions:
            return await self.ask_hr(talk, known)
        come_to(talk, known, Control(questions))
        return (Ask(),)

    async def take(self, talk: Talk, known: Replacement, control: Control, typed: str) -> Said:
        """Take answers one by one; nothing is compared before the last."""
        answered = control.with_answer(control_answer_key(typed))
        if not answered.complete:
            come_to(talk, known, answered)
            return (Ask(),)
        outcome = await self.check(talk.record, known.insured_id, answered, talk.cause)
        match outcome:
            case ControlOutcome.RIGHT:
                come_to(talk, known, Approval.QUESTIONS)
                return await self.registry.order_pin(talk, known.insured_id)
            case ControlOutcome.ALREADY_REGISTERED:
                return self.registry.already_registered(talk)
            case ControlOutcome.USED_UP:
                return await self.ask_hr(talk, known, SentToHr.USED_UP)
            case ControlOutcome.CHANGED:
                come_to(talk, known, None)
                return (Ask(Prompt("control-changed")),)
            case WrongAnswers():
                come_to(talk, known, Control(control.questions))
                return (Ask(Prompt("control-wrong", {"left": outcome.attempts_left})),)

    async def ask_hr(
        self, talk: Talk, known: Replacement, why: SentToHr = SentToHr.NO_QUESTIONS
    ) -> Said:
        """Through the bot if they use it; else the person does, with a text ready to be sent.

        While HR takes its days, nothing personal stays in the chat: after two days the bot could
        not delete it any more (Bot API, deleteMessage).
        """
        asked = await self.request(talk.record, _wish(talk, known), talk.cause)
        match asked:
            case Waiting():
                come_to(talk, known, asked)
                notice = Prompt("control-used-up") if why is SentToHr.USED_UP else None
                return (Ask(notice), Wipe())
            case NobodyToAsk():
                come_to(talk, known, why)
                return (Ask(),)
            case AskedTooOften():
                told = again_at("phone-asked-too-often", asked.until, talk)
                if why is SentToHr.FORGOTTEN:  # the questions are still there to be answered
                    return (Ask(told),)
                come_to(talk, known, None)
                return (Ask(told, instead=True, keyboard=AT_HR),)


def come_to(
    talk: Talk, known: Replacement, stage: Control | Waiting | Approval | SentToHr | None
) -> None:
    talk.draft = replace(talk.draft, replacement=replace(known, stage=stage))


def short_name(draft: Draft) -> str:
    """«Иванова А. С.»: all that HR sees of the person."""
    return name_with_initials(draft.surname or "", draft.given_name or "", draft.patronymic or "")


def _wish(talk: Talk, known: Replacement) -> Wish:
    if talk.draft.phone is None:
        raise LookupError("no phone to be confirmed")
    return Wish(
        chat_id=talk.chat_id,
        insured_id=known.insured_id,
        policyholder=known.policyholder,
        phone=talk.draft.phone,
        name=short_name(talk.draft),
    )
