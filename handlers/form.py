"""The ordinary questions: five handlers serve them all."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.domain.refusal import InvalidAnswer
from bot.form.choices import Verdict, read_verdict
from bot.form.draft import Doubt
from bot.form.keyboards import Action, Press
from bot.form.order import answer, cancel_edit, doubtful, go_back
from bot.form.parsed import Parsed
from bot.form.prompts import Prompt, explanation, refusal, wrong_content
from bot.form.reading import read_press, read_text, settle_doubt
from bot.form.step import StepId
from bot.form.ways import may_ask
from bot.texts import Texts
from handlers.filters import AtQuestion, Pressed
from handlers.said import Ask, Said
from handlers.talk import Talk

CHOICES = (Action.CHOOSE, Action.NONE_PATRONYMIC, Action.NONE_GIVEN_NAME)


def router() -> Router:
    """Take answers to ordinary questions, and the ways between them."""
    routes = Router(name="form")
    routes.message.register(read_answer, F.text, AtQuestion())
    routes.message.register(refuse_content, AtQuestion())
    routes.callback_query.register(take_choice, Pressed(*CHOICES))
    routes.callback_query.register(settle, Pressed(Action.YES, Action.NO))
    routes.callback_query.register(explain, Pressed(Action.WHY), AtQuestion())
    routes.callback_query.register(step_back, Pressed(Action.BACK))
    routes.callback_query.register(stop_editing, Pressed(Action.CANCEL_EDIT))
    return routes


async def read_answer(message: Message, talk: Talk, step: StepId, texts: Texts) -> Said:
    """Take an answer, or the word with which a proposed reading is taken or dropped."""
    typed, doubt = message.text or "", talk.draft.doubt
    if doubt and (verdict := read_verdict(typed, doubt)):
        return _settled(talk, step, agreed=verdict is Verdict.YES)
    try:
        parsed = read_text(step, typed, talk.draft, talk.today)
    except InvalidAnswer as error:
        if not may_ask(typed):
            return refuse(talk, step, error)
        talk.draft = doubtful(talk.draft, None)
        return explain_in_words(step, texts)
    return take(talk, step, parsed)


async def refuse_content(message: Message, talk: Talk, step: StepId) -> Said:  # noqa: ARG001 - aiogram passes the event
    talk.draft = doubtful(talk.draft, None)
    return (Ask(wrong_content(step), instead=True),)


async def take_choice(query: CallbackQuery, talk: Talk, press: Press) -> Said:  # noqa: ARG001 - aiogram passes the event
    chosen = read_press(press, talk.draft, talk.today)
    return (Ask(),) if chosen is None else take(talk, press.step, chosen)


async def settle(query: CallbackQuery, talk: Talk, press: Press) -> Said:  # noqa: ARG001 - aiogram passes the event
    """Take or drop the reading that was proposed."""
    return _settled(talk, press.step, agreed=press.action is Action.YES)


async def explain(query: CallbackQuery, press: Press) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Ask(explanation(press.step)),)


async def step_back(query: CallbackQuery, talk: Talk, press: Press) -> Said:  # noqa: ARG001 - aiogram passes the event
    return leave(talk, press.step)


async def stop_editing(query: CallbackQuery, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    talk.draft = cancel_edit(talk.draft)
    return (Ask(),)


def take(talk: Talk, step: StepId, parsed: Parsed) -> Said:
    """Put an answer into the draft, or a doubt about it, and ask what is due then."""
    if isinstance(parsed, Doubt):
        talk.draft = doubtful(talk.draft, parsed)
    else:
        talk.draft = answer(talk.draft, step, parsed.fields)
    return (Ask(),)


def refuse(talk: Talk, step: StepId, error: InvalidAnswer) -> Said:
    """Say what is wrong; a doubt about something else is over."""
    talk.draft = doubtful(talk.draft, None)
    return (Ask(refusal(step, error), instead=True, personal=bool(error.details)),)


def explain_in_words(step: StepId, texts: Texts) -> Said:
    """Say what «Зачем это?» would, and where somebody answers other questions."""
    return (Ask(Prompt("asked-in-words", {"why": texts.plain(explanation(step).text_id)})),)


def leave(talk: Talk, step: StepId) -> Said:
    """Go to the question before; there is none before the first."""
    before = talk.draft
    talk.draft = go_back(before, step)
    return (Ask(Prompt("first-question")),) if talk.draft == before else (Ask(),)


def _settled(talk: Talk, step: StepId, *, agreed: bool) -> Said:
    try:
        parsed = settle_doubt(talk.draft, talk.today, agreed=agreed)
    except InvalidAnswer as error:
        return refuse(talk, step, error)
    if parsed is None:
        talk.draft = doubtful(talk.draft, None)
        return (Ask(),)
    return take(talk, step, parsed)
